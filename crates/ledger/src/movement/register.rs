//! The outgoing waste register of a year, with what each line lacks.

use super::{
    Channel, Handover, Ledger, LedgerWord, Movement, Operation, TreatmentMode, WasteCode, WeeeLot,
};
use ground::lang::Lang;
use ground::table::{CsvDialect, CsvOut, fold};
use std::io;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $fr:literal, $en:literal;)*) => {
        /// A column of the register.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RegisterField { $($(#[$doc])* $name),* }

        impl RegisterField {
            /// All columns, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in files.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// Its name for people.
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $(Self::$name => lang.label($fr, $en)),* }
            }
        }
    };
}

fields! {
    /// The day the waste was sent.
    SentOn = "sent_on", "date d'expédition", "date sent";
    /// What it is usually called.
    WasteName = "waste_name", "dénomination usuelle", "usual name";
    /// Its code of the European list.
    WasteCode = "waste_code", "code déchet", "waste code";
    /// Whether it is hazardous.
    Hazardous = "hazardous", "dangereux", "hazardous";
    /// Whether it holds persistent organic pollutants.
    Pop = "pop", "POP", "POP";
    /// The number of the waste tracking slip.
    SlipNumber = "bsdd_no", "n° de bordereau", "slip number";
    /// The collection note, where no slip is due.
    CollectionNote = "collection_note", "bon de collecte", "collection note";
    /// Weight, tonnes.
    QuantityTonnes = "quantity_t", "quantité (t)", "quantity (t)";
    /// Whether it was weighed.
    WeightBasis = "weight_basis", "pesée ou estimée", "weighed or estimated";
    /// How many units.
    Units = "units", "nombre d'unités", "units";
    /// Who sends it; the initial producer.
    Sender = "sender", "expéditeur, producteur initial", "sender, initial producer";
    /// Its SIRET.
    SenderSiret = "sender_siret", "SIRET de l'expéditeur", "SIRET of the sender";
    /// Its address.
    SenderAddress = "sender_address", "adresse de l'expéditeur", "address of the sender";
    /// Where it is picked up.
    PickupSite = "pickup_site", "lieu de prise en charge", "pick-up site";
    /// The eco-organisation that takes it over.
    EcoOrganisme = "eco_organisme", "éco-organisme", "eco-organisation";
    /// Its SIREN.
    EcoOrganismeSiren = "eco_organisme_siren", "SIREN de l'éco-organisme", "SIREN of the eco-organisation";
    /// The receipt of a trader or broker.
    BrokerReceipt = "broker_receipt", "récépissé du négociant ou courtier", "receipt of the trader or broker";
    /// Who carries it.
    Transporter = "transporter", "transporteur", "carrier";
    /// Its SIRET.
    TransporterSiret = "transporter_siret", "SIRET du transporteur", "SIRET of the carrier";
    /// Its receipt.
    TransporterReceipt = "transporter_receipt", "récépissé du transporteur", "receipt of the carrier";
    /// Road, rail, air, river, sea.
    TransportMode = "transport_mode", "mode de transport", "mode of transport";
    /// Where it goes.
    Destination = "destination", "destination", "destination";
    /// Its SIRET.
    DestinationSiret = "destination_siret", "SIRET de destination", "SIRET of the destination";
    /// Its address.
    DestinationAddress = "destination_address", "adresse de destination", "address of the destination";
    /// The treatment done, else planned.
    OperationCode = "operation_code", "code de traitement", "treatment code";
    /// What the treatment makes of it.
    Qualification = "qualification", "qualification du traitement", "kind of treatment";
}

/// A line of the register: a lot handed over.
#[derive(Debug, Clone)]
pub struct RegisterLine {
    /// The lot, or the unit handed over alone.
    pub subject: String,
    /// Its line in the ledger.
    pub line: u32,
    /// Weight, kg.
    pub weight_kg: Option<f64>,
    /// Weights treated by what was made of them, kg; `None` for a transit or an unknown.
    pub treated: Vec<(Option<TreatmentMode>, f64)>,
    /// What the order asks for and the ledger does not say.
    pub missing: Vec<RegisterField>,
    cells: Vec<RegisterCell>,
}

/// What stands in a cell.
#[derive(Debug, Clone)]
enum RegisterCell {
    Nothing,
    Text(String),
    /// A number, with its decimals for people.
    Number(f64, usize),
    Answer(bool),
    Basis(super::WeightBasis),
    Modes(Vec<TreatmentMode>),
    Transport(&'static Transport),
}

/// A way to carry waste: its code, its words in French and English.
type Transport = [&'static str; 3];

/// Those of the outgoing register.
const TRANSPORTS: [Transport; 5] = [
    ["road", "route", "road"],
    ["rail", "voie ferrée", "rail"],
    ["air", "voie aérienne", "air"],
    ["river", "voie fluviale", "river"],
    ["sea", "voie maritime", "sea"],
];

/// A way to carry waste by its code or its words; another text as it stands.
fn transport(text: &str) -> RegisterCell {
    let said = fold(text);
    let known = TRANSPORTS.iter().find(|words| words.iter().any(|word| fold(word) == said));
    known.map_or_else(|| RegisterCell::Text(text.to_owned()), RegisterCell::Transport)
}

impl RegisterCell {
    fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) => text.is_empty(),
            Self::Modes(modes) => modes.is_empty(),
            _ => false,
        }
    }

    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number, decimals) => lang.number(*number, *decimals),
            Self::Answer(answer) => {
                if *answer { lang.label("oui", "yes") } else { lang.label("non", "no") }.to_owned()
            }
            Self::Basis(basis) => basis.label(lang).to_owned(),
            Self::Modes(modes) => {
                modes.iter().map(|mode| mode.label(lang)).collect::<Vec<_>>().join(", ")
            }
            Self::Transport([_, fr, en]) => lang.label(fr, en).to_owned(),
        }
    }
}

/// The outgoing waste register of a year.
#[derive(Debug, Clone)]
pub struct Register {
    /// The year.
    pub year: i32,
    /// Its lines, by date.
    pub lines: Vec<RegisterLine>,
    /// Rows of the ledger that were set aside and may be missing here.
    pub set_aside: u64,
}

impl Register {
    /// The register of a year: a line for each WEEE lot handed over in it.
    ///
    /// `organisation` stands for the sender where a handover names none.
    ///
    /// # Source
    ///
    /// Arrêté du 31 mai 2021 fixant le contenu des registres déchets, article 2 (outgoing waste);
    /// for waste that an eco-organisation takes over, its collection note stands for the slip
    /// (code de l'environnement, L. 541-10).
    pub fn of(ledger: &Ledger, year: i32, organisation: &str) -> Self {
        let lots = ledger.weee_lots();
        let of_year = lots.iter().filter(|lot| lot.date.year() == year);
        let lines = of_year.map(|lot| line(ledger, lot, organisation)).collect();
        Self { year, lines, set_aside: 0 }
    }

    /// Lines that have all the order asks for.
    pub fn complete(&self) -> usize {
        self.lines.iter().filter(|line| line.missing.is_empty()).count()
    }

    /// Weight of the year, kg, of the lines that have one.
    pub fn weight_kg(&self) -> f64 {
        self.lines.iter().filter_map(|line| line.weight_kg).sum()
    }

    /// Writes the register as CSV. A French file has French headings and words.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn write<W: io::Write>(&self, writer: W, dialect: CsvDialect) -> io::Result<W> {
        let french = dialect == CsvDialect::French;
        let name = |field: &RegisterField| {
            if french { field.label(Lang::Fr) } else { field.code() }
        };
        let mut headers = vec![if french { "lot" } else { "lot_id" }];
        headers.extend(RegisterField::ALL.iter().map(name));
        headers.push(if french { "manque" } else { "missing" });
        let mut out = CsvOut::new(writer, dialect, &headers)?;
        for line in &self.lines {
            out.text(&line.subject);
            for cell in &line.cells {
                match cell {
                    RegisterCell::Number(number, _) => out.number(*number),
                    RegisterCell::Basis(basis) if !french => out.text(basis.code()),
                    RegisterCell::Modes(modes) if !french => {
                        let codes: Vec<&str> = modes.iter().map(|mode| mode.code()).collect();
                        out.text(&codes.join(" "))
                    }
                    cell => out.text(&cell.say(if french { Lang::Fr } else { Lang::En })),
                };
            }
            let missing: Vec<&str> = line.missing.iter().map(name).collect();
            out.text(&missing.join(if french { ", " } else { " " })).end()?;
        }
        out.finish()
    }
}

impl RegisterLine {
    /// A cell for people.
    pub fn say(&self, field: RegisterField, lang: Lang) -> String {
        self.cells.get(field as usize).map_or_else(String::new, |cell| cell.say(lang))
    }

    /// A cell as JSON: a number, an answer, a code or a text; null where there is nothing.
    pub fn json(&self, field: RegisterField) -> serde_json::Value {
        match self.cells.get(field as usize) {
            Some(RegisterCell::Number(number, _)) => (*number).into(),
            Some(RegisterCell::Answer(answer)) => (*answer).into(),
            Some(RegisterCell::Basis(basis)) => basis.code().into(),
            Some(RegisterCell::Modes(modes)) => modes.iter().map(|mode| mode.code()).collect(),
            Some(RegisterCell::Transport([code, ..])) => (*code).into(),
            Some(RegisterCell::Text(text)) if !text.is_empty() => text.as_str().into(),
            _ => serde_json::Value::Null,
        }
    }
}

fn line(ledger: &Ledger, lot: &WeeeLot, organisation: &str) -> RegisterLine {
    use RegisterField as F;
    let text = |what: fn(&Movement, &Handover) -> Option<LedgerWord>| {
        RegisterCell::Text(ledger.words.or_empty(ledger.said(lot, what)).to_owned())
    };
    let code = ledger.said(lot, |_, handover| handover.waste_code);
    let code = ledger.words.or_empty(code);
    let waste = WasteCode::read(code);
    let treated = treated(ledger, lot);
    let maybe = |value: Option<f64>, decimals: usize| {
        value.map_or(RegisterCell::Nothing, |value| RegisterCell::Number(value, decimals))
    };
    let cells: Vec<RegisterCell> = F::ALL
        .iter()
        .map(|field| match field {
            F::SentOn => RegisterCell::Text(lot.date.to_string()),
            F::WasteName => text(|_, h| h.waste_name),
            F::WasteCode => {
                RegisterCell::Text(waste.map_or_else(|| code.to_owned(), WasteCode::code))
            }
            F::Hazardous => {
                waste.map_or(RegisterCell::Nothing, |code| RegisterCell::Answer(code.is_hazardous))
            }
            F::Pop => {
                ledger.said(lot, |_, h| h.pop).map_or(RegisterCell::Nothing, RegisterCell::Answer)
            }
            F::SlipNumber => text(|_, h| h.bsdd_no),
            F::CollectionNote => text(|_, h| h.collection_note),
            // To the gram.
            F::QuantityTonnes => maybe(lot.weight_kg.map(|kg| (kg * 1000.0).round() / 1e6), 4),
            F::WeightBasis => lot.weight_basis.map_or(RegisterCell::Nothing, RegisterCell::Basis),
            F::Units => maybe(lot.units, 0),
            F::Sender => match text(|m, _| m.from_party) {
                RegisterCell::Text(name) if name.is_empty() => {
                    RegisterCell::Text(organisation.to_owned())
                }
                name => name,
            },
            F::SenderSiret => text(|_, h| h.sender_siret),
            F::SenderAddress => text(|_, h| h.sender_address),
            F::PickupSite => text(|m, h| h.pickup_site.or(m.site)),
            F::EcoOrganisme => text(|_, h| h.eco_organisme),
            F::EcoOrganismeSiren => text(|_, h| h.eco_organisme_siren),
            F::BrokerReceipt => text(|_, h| h.broker_receipt),
            F::Transporter => text(|_, h| h.transporter),
            F::TransporterSiret => text(|_, h| h.transporter_siret),
            F::TransporterReceipt => text(|_, h| h.transporter_receipt),
            F::TransportMode => {
                let mode = ledger.said(lot, |_, handover| handover.transport_mode);
                transport(ledger.words.or_empty(mode))
            }
            F::Destination => text(|m, h| h.destination.or(m.to_party)),
            F::DestinationSiret => text(|_, h| h.destination_siret),
            F::DestinationAddress => text(|_, h| h.destination_address),
            F::OperationCode => RegisterCell::Text(operations(ledger, lot)),
            F::Qualification => {
                let mut modes: Vec<TreatmentMode> =
                    treated.iter().filter_map(|(mode, _)| *mode).collect();
                if modes.is_empty() {
                    modes.extend(planned_mode(ledger, lot));
                }
                RegisterCell::Modes(modes)
            }
        })
        .collect();
    let asked = |field: F| {
        let channel = ledger.channel(lot);
        let by_eco = channel == Some(Channel::EcoOrganisme);
        let note_will_do = channel.is_some_and(|channel| channel != Channel::Operator);
        match field {
            F::EcoOrganisme | F::EcoOrganismeSiren => by_eco,
            // One of the two documents, whichever is due.
            F::SlipNumber => !ledger.has_document(lot) && !note_will_do,
            F::CollectionNote => !ledger.has_document(lot) && note_will_do,
            F::BrokerReceipt | F::Hazardous | F::WeightBasis | F::Units | F::PickupSite => false,
            _ => true,
        }
    };
    let missing = F::ALL
        .iter()
        .filter(|field| asked(**field) && cells[**field as usize].is_empty())
        .copied()
        .collect();
    let first = &ledger.movements[lot.handovers[0]];
    RegisterLine {
        subject: ledger.words.or_empty(lot.lot.or(first.unit)).to_owned(),
        line: first.line,
        weight_kg: lot.weight_kg,
        treated,
        missing,
        cells,
    }
}

/// Weights treated by what was made of them, in the order of the hierarchy, the unknown last.
fn treated(ledger: &Ledger, lot: &WeeeLot) -> Vec<(Option<TreatmentMode>, f64)> {
    let mut treated: Vec<(Option<TreatmentMode>, f64)> = Vec::new();
    for place in &lot.treatments {
        let movement = &ledger.movements[*place];
        let Some(treatment) = ledger.treatment(movement) else { continue };
        let one = ledger.treated(movement, treatment);
        let kg = one.kg.unwrap_or(0.0);
        match treated.iter_mut().find(|(mode, _)| *mode == one.mode) {
            Some((_, sum)) => *sum += kg,
            None => treated.push((one.mode, kg)),
        }
    }
    treated.sort_by_key(|(mode, _)| (mode.is_none(), *mode));
    treated
}

/// The codes of the treatments done, else the one planned.
fn operations(ledger: &Ledger, lot: &WeeeLot) -> String {
    let mut codes: Vec<String> = Vec::new();
    for place in &lot.treatments {
        let movement = &ledger.movements[*place];
        let Some(treatment) = ledger.treatment(movement) else { continue };
        let done = ledger.treated(movement, treatment).operation.map(Operation::code);
        if let Some(code) = done.filter(|code| !codes.contains(code)) {
            codes.push(code);
        }
    }
    if codes.is_empty() {
        let planned = ledger.said(lot, |_, handover| handover.planned_code);
        codes.extend(Operation::read(ledger.words.or_empty(planned)).map(Operation::code));
    }
    codes.join(", ")
}

/// What the planned treatment is to make of the waste, where its code allows it.
fn planned_mode(ledger: &Ledger, lot: &WeeeLot) -> Option<TreatmentMode> {
    let planned = ledger.said(lot, |_, handover| handover.planned_code)?;
    let said = ledger.said(lot, |_, handover| handover.planned_mode);
    Operation::read(ledger.words.text(planned))?.mode(said)
}
