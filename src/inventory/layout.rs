//! Which source a table is, told by its headings, and where each field stands in it.

use super::Field;
use crate::fault::Fault;
use crate::table::{SmallTable, fold};
use crate::text;
use std::path::Path;

/// What made a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceFormat {
    /// The canonical inventory.
    Canonical,
    /// A list exported by GLPI 10 or 11.
    Glpi,
    /// Physical equipment of G4IT or NumEcoEval.
    G4it,
}

impl SourceFormat {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Canonical => "canonical",
            Self::Glpi => "glpi",
            Self::G4it => "g4it",
        }
    }
}

/// Where each field stands in a file.
#[derive(Debug, Clone)]
pub struct Layout {
    /// What made the file.
    pub format: SourceFormat,
    /// The headings, as the file writes them.
    pub headers: Vec<String>,
    /// Headings that are not read.
    pub ignored: Vec<String>,
    columns: [Option<u16>; Field::ALL.len()],
    personal: Vec<usize>,
}

const HEADERS: &str = include_str!("headers.csv");

/// GLPI puts the heading's group before it; the same word may stand in several groups.
const GLPI_GROUPS: [&str; 2] =
    ["informations financieres et administratives ", "financial and administrative information "];

impl Layout {
    /// Recognises a table by its headings.
    ///
    /// # Errors
    ///
    /// The headings are of no source that is read: the fault says what the table looks like.
    pub fn recognise(path: &Path, headers: &[String]) -> Result<Self, Fault> {
        let folded: Vec<String> = headers.iter().map(|header| heading(header)).collect();
        let has = |word: &str| folded.iter().any(|header| *header == heading(word));
        if let Some(what) = what_it_is_not(&has) {
            return Err(Fault::new(what).at(path, 1, "", "").hint(text!(
                "donnez la liste des équipements eux-mêmes (GLPI : Parc > Ordinateurs > Export CSV)",
                "give the list of the equipment itself (GLPI: Assets > Computers > CSV export)"
            )));
        }
        let format = if has("nomEquipementPhysique") && has("type") {
            SourceFormat::G4it
        } else if headers.iter().any(|header| header.trim() == "equipment_type") {
            SourceFormat::Canonical
        } else if has("Type")
            && (has("Fabricant") || has("Manufacturer"))
            && (has("Numéro de série") || has("Serial number"))
            && !(has("Étiquette de l'actif") || has("Asset Tag"))
        {
            SourceFormat::Glpi
        } else {
            return Err(unrecognised(path, headers));
        };
        Self::of(path, format, headers, &folded)
    }

    fn of(
        path: &Path,
        format: SourceFormat,
        headers: &[String],
        folded: &[String],
    ) -> Result<Self, Fault> {
        let words =
            SmallTable::parse(Path::new("headers.csv"), HEADERS, &["source", "field", "heading"])?;
        let mut layout = Self {
            format,
            headers: headers.to_vec(),
            ignored: Vec::new(),
            columns: [None; Field::ALL.len()],
            personal: Vec::new(),
        };
        for (at, name) in folded.iter().enumerate() {
            let field = match format {
                SourceFormat::Canonical => Field::canonical()
                    .iter()
                    .find(|field| field.code() == headers[at].trim())
                    .copied(),
                _ => words
                    .rows()
                    .find(|row| {
                        row.get("source") == format.code() && heading(row.get("heading")) == *name
                    })
                    .and_then(|row| {
                        Field::ALL.into_iter().find(|field| field.code() == row.get("field"))
                    }),
            };
            let personal = words
                .rows()
                .any(|row| row.get("source") == "personal" && heading(row.get("heading")) == *name);
            if personal {
                layout.personal.push(at);
            }
            match field {
                Some(field) => {
                    let place = u16::try_from(at).map_err(|_| unrecognised(path, headers))?;
                    // A heading met twice keeps its first column.
                    layout.columns[field as usize].get_or_insert(place);
                }
                None if !name.is_empty() => layout.ignored.push(headers[at].clone()),
                None => {}
            }
        }
        Ok(layout)
    }

    /// A layout of every field, in order: that of rows made in the program.
    pub(crate) fn whole(format: SourceFormat) -> Self {
        let hidden = [Field::Serial, Field::UserKey, Field::Uuid];
        let mut layout = Self {
            format,
            headers: Field::ALL.into_iter().map(|field| field.code().to_owned()).collect(),
            ignored: Vec::new(),
            columns: [None; Field::ALL.len()],
            personal: hidden.into_iter().map(|field| field as usize).collect(),
        };
        for field in Field::ALL {
            layout.columns[field as usize] = u16::try_from(field as usize).ok();
        }
        layout
    }

    /// The column of a field, if the file has it.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns[field as usize].map(usize::from)
    }

    /// The heading of a field as the file writes it, or the canonical name where it has none.
    pub fn heading(&self, field: Field) -> &str {
        self.column(field)
            .and_then(|at| self.headers.get(at))
            .map_or_else(|| field.code(), |header| header.trim())
    }

    /// The headings on one line, as rows are quoted in rejects: with commas where the file has
    /// them, else semicolons.
    pub fn heading_line(&self, delimiter: u8) -> String {
        let cells: Vec<String> = self
            .headers
            .iter()
            .map(|header| {
                if header.contains(['"', ';', ',', '\n', '\r']) {
                    format!("\"{}\"", header.replace('"', "\"\""))
                } else {
                    header.clone()
                }
            })
            .collect();
        cells.join(if delimiter == b',' { "," } else { ";" })
    }

    /// Whether a column may be shown where a row is quoted: it is read, and it holds no personal
    /// data. What is not read may hold anything, and stays at the door.
    pub fn may_show(&self, column: usize) -> bool {
        !self.personal.contains(&column)
            && self.columns.iter().flatten().any(|read| usize::from(*read) == column)
    }
}

/// Folds a heading, its GLPI group left out.
fn heading(word: &str) -> String {
    let folded = fold(word);
    for group in GLPI_GROUPS {
        if let Some(rest) = folded.strip_prefix(group) {
            return rest.to_owned();
        }
    }
    folded
}

fn what_it_is_not(has: &impl Fn(&str) -> bool) -> Option<crate::lang::Text> {
    let opened = ["Date d'ouverture", "Opening date", "Fecha de apertura", "Data de abertura"];
    let asked = [
        "Demandeur - Demandeur",
        "Requester - Requester",
        "Solicitante - Solicitante",
        "Requerente - Requerente",
    ];
    for (heading, fr, en) in [
        ("nomEquipementVirtuel", "les équipements virtuels", "the virtual equipment"),
        ("nomApplication", "les applications", "the applications"),
        ("nomLongDatacenter", "les centres de données", "the datacentres"),
    ] {
        if has(heading) {
            return Some(crate::lang::Text {
                fr: format!(
                    "c'est un fichier G4IT/NumEcoEval ({fr}), pas celui des équipements physiques"
                ),
                en: format!(
                    "this is a G4IT/NumEcoEval file ({en}), not that of physical equipment"
                ),
            });
        }
    }
    let ticket = opened.into_iter().any(has)
        && (asked.into_iter().any(has) || ["Titre", "Title", "Título"].into_iter().any(has));
    ticket.then(|| {
        text!(
            "c'est un export de tickets de GLPI, pas un inventaire d'équipements",
            "this is a GLPI ticket export, not an equipment inventory"
        )
    })
}

fn unrecognised(path: &Path, headers: &[String]) -> Fault {
    let seen: Vec<String> = headers.iter().take(12).map(|h| crate::fault::clip(h.trim())).collect();
    let seen = seen.join(", ");
    Fault::new(text!(
        "les titres de colonnes ne sont d'aucune source connue",
        "the column headings are of no known source"
    ))
    .at(path, 1, "", &seen)
    .hint(text!(
        "lus tels quels : exports GLPI 10 et 11, fichiers équipement physique de G4IT/NumEcoEval, inventaire canonique",
        "read as they are: GLPI 10 and 11 exports, G4IT/NumEcoEval physical equipment files, canonical inventory"
    ))
    .hint(text!(
        "sinon, renommez la colonne du type en `equipment_type` (et les autres d'après docs/formats/inventory.md)",
        "else rename the type column to `equipment_type` (and the others after docs/formats/inventory.md)"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognise(line: &str) -> Result<Layout, Fault> {
        let headers: Vec<String> = line.split(';').map(str::to_owned).collect();
        Layout::recognise(Path::new("x.csv"), &headers)
    }

    #[test]
    fn glpi_headings_are_found_in_both_languages_with_or_without_their_group() {
        let fr = recognise("Nom;Statut;Fabricant;Numéro de série;Type;Modèle;Informations financières et administratives - Date d'achat;").unwrap();
        assert_eq!(fr.format, SourceFormat::Glpi);
        assert_eq!(fr.column(Field::AcquiredOn), Some(6));
        assert_eq!(
            fr.heading(Field::AcquiredOn),
            "Informations financières et administratives - Date d'achat"
        );
        let en = recognise("Name;Status;Manufacturer;Serial number;Type;Model;Financial and administrative information - Date of purchase").unwrap();
        assert_eq!(en.column(Field::AcquiredOn), Some(6));
        assert!(en.may_show(2) && !en.may_show(3), "the serial number is read and never shown");
    }

    #[test]
    fn g4it_and_canonical_are_told_apart() {
        assert_eq!(
            recognise("nomEquipementPhysique;modele;quantite;type").unwrap().format,
            SourceFormat::G4it
        );
        let canonical = recognise("equipment_type;quantity;colour").unwrap();
        assert_eq!(canonical.format, SourceFormat::Canonical);
        assert_eq!(canonical.ignored, ["colour"]);
    }

    #[test]
    fn a_ticket_export_is_refused_by_what_it_looks_like() {
        let fault = recognise("ID;Título;Estado;Fecha de apertura;Prioridad").unwrap_err();
        assert!(fault.render(crate::lang::Lang::Fr).contains("export de tickets de GLPI"));
    }

    #[test]
    fn an_unknown_table_is_refused_with_its_headings() {
        let fault = recognise("Colour;Shape").unwrap_err().render(crate::lang::Lang::En);
        assert!(fault.contains("`Colour, Shape`") && fault.contains("equipment_type"), "{fault}");
    }
}
