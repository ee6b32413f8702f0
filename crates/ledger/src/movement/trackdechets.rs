//! Outgoing waste registers as Trackdéchets exports them, in CSV.
//!
//! Two generations of headings are read: that of the bordereaux's own register, and that of the
//! national register which followed it. Weights there are tonnes; here, kilograms.

use super::{Operation, TreatmentMode, WasteCode};
use ground::fault::Fault;
use ground::table::{
    Day, Dialect, NumberFault, Reject, TextSource, Why, fold, open_quote_line, parse_day,
    parse_number,
};
use ground::text;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A line of a Trackdéchets register.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    /// Its line in the file.
    pub line: u64,
    /// The number of the slip; empty for a waste declared without one.
    pub number: String,
    /// The day it was sent.
    pub sent_on: Option<Day>,
    /// The day of the operation.
    pub processed_on: Option<Day>,
    /// The waste code, as the file writes it.
    pub waste_code: String,
    /// What the waste is usually called.
    pub waste_name: String,
    /// Weight sent, kg.
    pub sent_kg: Option<f64>,
    /// Weight received, kg.
    pub received_kg: Option<f64>,
    /// Weight refused, kg.
    pub refused_kg: Option<f64>,
    /// The eco-organisation.
    pub eco_organisme: String,
    /// The installation it went to.
    pub destination: String,
    /// Its SIRET.
    pub destination_siret: String,
    /// The operation planned.
    pub planned_code: String,
    /// The operation done, the first where there are several.
    pub done_code: String,
    /// What it made of the waste.
    pub mode: Option<TreatmentMode>,
    /// The last operation, the first where there are several.
    pub final_code: String,
    /// The SIRET of the last installation.
    pub final_siret: String,
    /// Whether what follows may be untraced.
    pub no_traceability: Option<bool>,
}

impl Slip {
    /// Whether the waste was treated.
    pub fn is_treated(&self) -> bool {
        Operation::read(&self.done_code).is_some()
    }

    /// Whether it is waste from IT equipment, by its code.
    pub fn is_of_equipment(&self) -> bool {
        WasteCode::read(&self.waste_code).is_some_and(WasteCode::is_of_equipment)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum TrackdechetsCell {
    Number,
    Sent,
    Processed,
    WasteCode,
    WasteName,
    SentTonnes,
    ReceivedTonnes,
    RefusedTonnes,
    EcoOrganisme,
    Destination,
    DestinationSiret,
    Planned,
    Done,
    Mode,
    FinalCode,
    FinalSiret,
    NoTraceability,
}

/// Headings of the two generations, and the field names that stand for them in the interface's
/// own exports.
///
/// # Source
///
/// MTES-MCT/trackdechets: `back/src/registry/columns.ts` and `back/src/registryV2/columns.ts`,
/// read in 2026.
const HEADINGS: &[(TrackdechetsCell, &[&str])] = &[
    (TrackdechetsCell::Number, &["N° de bordereau", "bsdId", "id"]),
    (TrackdechetsCell::Sent, &["Date d'expédition", "transporterTakenOverAt"]),
    (
        TrackdechetsCell::Processed,
        &["Date de réalisation de l'opération", "destinationOperationDate"],
    ),
    (TrackdechetsCell::WasteCode, &["Code déchet", "Code du déchet", "wasteCode"]),
    (TrackdechetsCell::WasteName, &["Dénomination usuelle", "wasteDescription"]),
    (
        TrackdechetsCell::SentTonnes,
        &["Émetteur - Quantité de déchet", "Quantité de déchet", "weight"],
    ),
    (
        TrackdechetsCell::ReceivedTonnes,
        &[
            "Quantité réceptionnée nette (tonnes)",
            "Quantité de déchet entrant (t)",
            "destinationReceptionWeight",
        ],
    ),
    (
        TrackdechetsCell::RefusedTonnes,
        &["Quantité refusée nette (tonnes)", "destinationReceptionRefusedWeight"],
    ),
    (
        TrackdechetsCell::EcoOrganisme,
        &["Éco-organisme - Raison sociale", "Éco-organisme raison sociale", "ecoOrganismeName"],
    ),
    (
        TrackdechetsCell::Destination,
        &["Destination - Raison sociale", "Destination raison sociale", "destinationCompanyName"],
    ),
    (
        TrackdechetsCell::DestinationSiret,
        &["Destination - N° d'identification", "Destination SIRET", "destinationCompanySiret"],
    ),
    (TrackdechetsCell::Planned, &["Code opération prévu", "destinationPlannedOperationCode"]),
    (
        TrackdechetsCell::Done,
        &[
            "Code(s) de traitement réalisé(s)",
            "Code opération réalisé",
            "Code opération réalisée",
            "destinationOperationCode",
            "destinationOperationCodes",
        ],
    ),
    (
        TrackdechetsCell::Mode,
        &[
            "Mode(s) de traitement réalisé(s)",
            "Mode de traitement réalisé",
            "destinationOperationMode",
            "destinationOperationModes",
        ],
    ),
    (
        TrackdechetsCell::FinalCode,
        &[
            "Destination finale - Code(s) de traitement final réalisé(s)",
            "destinationFinalOperationCodes",
        ],
    ),
    (
        TrackdechetsCell::FinalSiret,
        &["Destination finale - N° d'identification", "destinationFinalOperationCompanySirets"],
    ),
    (
        TrackdechetsCell::NoTraceability,
        &["Rupture de traçabilité autorisée", "destinationOperationNoTraceability"],
    ),
];

/// Reads an outgoing register; lines that cannot be used are given back.
///
/// # Errors
///
/// The file cannot be read, or its headings are not those of Trackdéchets.
pub fn read_trackdechets(path: &Path) -> Result<(Vec<Slip>, Vec<Reject>), Fault> {
    let mut text = String::new();
    TextSource::open(path, None)?
        .into_text()
        .read_to_string(&mut text)
        .map_err(|error| TextSource::cannot_read(path, &error))?;
    let delimiter = Dialect::detect(text.as_bytes()).delimiter;
    if let Some(line) = open_quote_line(text.as_bytes(), delimiter) {
        return Err(inventory::open_quote(path, line));
    }
    let name: Arc<str> =
        path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()).into();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut table: Option<TrackdechetsHeadings> = None;
    let (mut slips, mut rejects) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(|error| {
            Fault::new(text!("ce n'est pas un CSV lisible", "not a readable CSV"))
                .in_file(path)
                .because(error)
        })?;
        let Some(headings) = &table else {
            table = Some(TrackdechetsHeadings::of(path, &record)?);
            continue;
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = ground::table::line_of(record.as_byte_record(), text.as_bytes());
        match headings.slip(&record, line, delimiter == b',') {
            Ok(slip) => slips.push(slip),
            Err((cell, why)) => rejects.push(Reject {
                file: name.clone(),
                line,
                column: headings.heading(cell).to_owned(),
                value: headings.cell(&record, cell).to_owned(),
                why,
                row: headings.shown(&record),
            }),
        }
    }
    Ok((slips, rejects))
}

struct TrackdechetsHeadings {
    names: Vec<String>,
    places: Vec<(TrackdechetsCell, usize)>,
}

impl TrackdechetsHeadings {
    fn of(path: &Path, record: &csv::StringRecord) -> Result<Self, Fault> {
        let names: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        let mut places = Vec::new();
        for (cell, headings) in HEADINGS {
            let is = |name: &String| headings.iter().any(|heading| fold(heading) == fold(name));
            if let Some(at) = names.iter().position(is) {
                places.push((*cell, at));
            }
        }
        let headings = Self { names, places };
        let needed =
            [TrackdechetsCell::Number, TrackdechetsCell::Sent, TrackdechetsCell::WasteCode];
        if needed.into_iter().any(|cell| headings.place(cell).is_none()) {
            let seen: Vec<String> =
                headings.names.iter().take(12).map(|h| ground::fault::clip(h)).collect();
            return Err(Fault::new(text!(
                "ce n'est pas un registre sortant exporté de Trackdéchets",
                "this is no outgoing register exported from Trackdéchets"
            ))
            .at(path, 1, "", &seen.join(", "))
            .hint(text!(
                "dans Trackdéchets : Registre > Exporter, registre sortant, format CSV",
                "in Trackdéchets: Registre > Exporter, outgoing register, CSV format"
            )));
        }
        Ok(headings)
    }

    fn place(&self, cell: TrackdechetsCell) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == cell).map(|(_, at)| *at)
    }

    fn heading(&self, cell: TrackdechetsCell) -> &str {
        self.place(cell).map_or("", |at| self.names[at].as_str())
    }

    fn cell<'a>(&self, record: &'a csv::StringRecord, cell: TrackdechetsCell) -> &'a str {
        self.place(cell).and_then(|at| record.get(at)).map_or("", str::trim)
    }

    /// The cells that are read, joined; contacts and all else are left out.
    fn shown(&self, record: &csv::StringRecord) -> String {
        let cells = (0..self.names.len()).map(|at| {
            let read = self.places.iter().any(|(_, place)| *place == at);
            let cell = if read { record.get(at).unwrap_or("") } else { "" };
            cell.replace([';', '"', '\n'], " ")
        });
        cells.collect::<Vec<_>>().join(";")
    }

    fn slip(
        &self,
        record: &csv::StringRecord,
        line: u64,
        comma: bool,
    ) -> Result<Slip, (TrackdechetsCell, Why)> {
        let text = |cell: TrackdechetsCell| self.cell(record, cell).to_owned();
        let first =
            |cell: TrackdechetsCell| text(cell).split(',').next().unwrap_or("").trim().to_owned();
        let day = |cell: TrackdechetsCell| match self.cell(record, cell) {
            "" => Ok(None),
            date => parse_day(date).map(Some).ok_or((cell, Why::NotADate)),
        };
        let kilograms = |cell: TrackdechetsCell| match self.cell(record, cell) {
            "" => Ok(None),
            tonnes => match parse_number(tonnes, comma) {
                // To the gram, as written.
                Ok(tonnes) if (0.0..=100_000.0).contains(&tonnes) => {
                    Ok(Some((tonnes * 1e6).round() / 1000.0))
                }
                Ok(_) => Err((cell, Why::OutOfBounds { low: 0.0, high: 100_000.0 })),
                Err(NumberFault::Ambiguous) => Err((cell, Why::AmbiguousNumber)),
                Err(NumberFault::NotANumber) => Err((cell, Why::NotANumber)),
            },
        };
        let sent_on = day(TrackdechetsCell::Sent)?;
        let number = text(TrackdechetsCell::Number);
        if number.is_empty() && sent_on.is_none() {
            return Err((TrackdechetsCell::Number, Why::Missing));
        }
        Ok(Slip {
            line,
            number,
            sent_on,
            processed_on: day(TrackdechetsCell::Processed)?,
            waste_code: text(TrackdechetsCell::WasteCode),
            waste_name: text(TrackdechetsCell::WasteName),
            sent_kg: kilograms(TrackdechetsCell::SentTonnes)?,
            received_kg: kilograms(TrackdechetsCell::ReceivedTonnes)?,
            refused_kg: kilograms(TrackdechetsCell::RefusedTonnes)?,
            eco_organisme: text(TrackdechetsCell::EcoOrganisme),
            destination: text(TrackdechetsCell::Destination),
            destination_siret: text(TrackdechetsCell::DestinationSiret),
            planned_code: text(TrackdechetsCell::Planned),
            done_code: first(TrackdechetsCell::Done),
            mode: TreatmentMode::named(&first(TrackdechetsCell::Mode)),
            final_code: first(TrackdechetsCell::FinalCode),
            final_siret: first(TrackdechetsCell::FinalSiret),
            no_traceability: match fold(self.cell(record, TrackdechetsCell::NoTraceability))
                .as_str()
            {
                "o" | "oui" | "true" => Some(true),
                "n" | "non" | "false" => Some(false),
                _ => None,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(Vec<Slip>, Vec<Reject>), Fault> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("registre.csv");
        std::fs::write(&path, text).unwrap();
        read_trackdechets(&path)
    }

    #[test]
    fn both_generations_of_headings_are_read_and_tonnes_become_kilograms() {
        let (old, rejects) = read(
            "N° de bordereau,Date d'expédition,Date de réalisation de l'opération,Dénomination usuelle,Code du déchet,Quantité de déchet,Expéditeur contact,Destination SIRET,Quantité de déchet entrant (t),Code opération prévu,Mode de traitement réalisé,Code opération réalisé\n\
             BSD-20250402-ABC123DEF,2025-04-02,2025-05-12,Écrans,16 02 13*,0.412,x@y.example,12345678900011,0.405,R 4,RECYCLAGE,R 4\n",
        )
        .unwrap();
        assert!(rejects.is_empty());
        let slip = &old[0];
        assert_eq!(slip.sent_kg, Some(412.0));
        assert_eq!(slip.received_kg, Some(405.0));
        assert_eq!(slip.mode, Some(TreatmentMode::Recycling));
        assert!(slip.is_treated() && slip.is_of_equipment());
        let (new, _) = read(
            "Source;identifiant unique;N° de bordereau;Date d'expédition;Code déchet;Émetteur - Quantité de déchet ;Quantité réceptionnée nette (tonnes);Quantité refusée nette (tonnes);Code(s) de traitement réalisé(s);Mode(s) de traitement réalisé(s);Destination finale - Code(s) de traitement final réalisé(s)\n\
             Bordereau;1;BSD-20250402-ABC123DEF;2025-04-02;16 02 14;0,5;0,5;0,02;R 13,R 12;;R 5,R 1\n",
        )
        .unwrap();
        assert_eq!(new[0].sent_kg, Some(500.0));
        assert_eq!(new[0].refused_kg, Some(20.0));
        assert_eq!((new[0].done_code.as_str(), new[0].final_code.as_str()), ("R 13", "R 5"));
    }

    #[test]
    fn wrong_lines_are_set_aside_without_contacts_and_other_files_are_refused() {
        let (slips, rejects) = read(
            "N° de bordereau;Date d'expédition;Code déchet;Expéditeur - Contact;Quantité de déchet\n\
             B1;2025-02-30;16 02 14;jeanne@mairie.example;0,1\n\
             B2;2025-02-20;16 02 14;jeanne@mairie.example;lourd\n",
        )
        .unwrap();
        assert!(slips.is_empty());
        assert_eq!(rejects.len(), 2);
        assert_eq!(rejects[0].column, "Date d'expédition");
        assert!(!rejects[0].row.contains("jeanne"), "{}", rejects[0].row);
        assert!(read("date;kind;unit_id\n").is_err());
    }
}
