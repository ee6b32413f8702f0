//! `datacentres.csv`: the datacentres, their PUE and their meters.

use ground::fault::Fault;
use ground::table::SmallTable;
use ground::text;
use std::collections::HashMap;
use std::path::Path;

/// A datacentre in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Datacentre {
    /// Its identifier.
    pub id: String,
    /// Its country, a name or a code; empty for the organisation's.
    pub country: String,
    /// Electricity at the meter over electricity of the equipment; `None` when not known.
    pub pue: Option<f64>,
    /// Electricity at its meter over the year, cooling included, kWh; `None` when not metered.
    pub measured_kwh: Option<f64>,
}

/// The highest PUE that is no mistake.
const HIGHEST_PUE: f64 = 10.0;

impl Datacentre {
    /// Reads the datacentres of a year: their rows of that year, else their rows without year,
    /// else the PUE of their latest earlier row, whose meter is another year's and not taken.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or a value cannot be.
    pub fn read(path: &Path, year: i32) -> Result<Vec<Self>, Fault> {
        let table = SmallTable::open(path, &[])?;
        // G4IT and NumEcoEval name three of the columns in their own way.
        let g4it = table.has("nomCourtDatacenter") && !table.has("datacentre_id");
        let name_of = |column: &'static str| match column {
            "datacentre_id" if g4it => "nomCourtDatacenter",
            "country" if g4it => "localisation",
            other => other,
        };
        if !table.has(name_of("datacentre_id")) {
            SmallTable::open(path, &["datacentre_id"])?;
        }
        let mut found: Vec<(Self, i32)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for row in table.rows() {
            let number = |column: &str, allowed: std::ops::RangeInclusive<f64>| match row
                .get(column)
            {
                "" => Ok(None),
                _ => row.number(column).ok().filter(|n| allowed.contains(n)).map(Some).ok_or_else(
                    || {
                        let (from, to) = (allowed.start(), allowed.end());
                        row.fault(
                            column,
                            text!(
                                "nombre de {from} à {to} attendu",
                                "number from {from} to {to} expected"
                            ),
                        )
                    },
                ),
            };
            let id = row.get(name_of("datacentre_id")).to_owned();
            if id.is_empty() {
                return Err(
                    row.fault("datacentre_id", text!("identifiant absent", "identifier missing"))
                );
            }
            let of_year = match row.get("year") {
                "" => i32::MIN,
                cell => cell
                    .parse()
                    .map_err(|_| row.fault("year", text!("année attendue", "year expected")))?,
            };
            if of_year > year {
                continue;
            }
            let mut centre = Self {
                id,
                country: row.get(name_of("country")).to_owned(),
                pue: number("pue", 1.0..=HIGHEST_PUE)?,
                measured_kwh: number("measured_kwh", 0.0..=1e12)?,
            };
            if of_year != year && of_year != i32::MIN {
                centre.measured_kwh = None;
            }
            match places.get(&centre.id).and_then(|at| found.get_mut(*at)) {
                Some((_, known_year)) if *known_year == of_year => {
                    return Err(row.fault(
                        "datacentre_id",
                        text!(
                            "deux lignes pour le même centre de données et la même année",
                            "two rows for the same datacentre and year"
                        ),
                    ));
                }
                Some(known) if known.1 < of_year => *known = (centre, of_year),
                Some(_) => {}
                None => {
                    places.insert(centre.id.clone(), found.len());
                    found.push((centre, of_year));
                }
            }
        }
        Ok(found.into_iter().map(|(centre, _)| centre).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_meter_of_another_year_is_not_this_years() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("datacentres.csv");
        std::fs::write(
            &path,
            "datacentre_id;country;pue;year;measured_kwh\nA;FR;1,5;2023;1000\nA;FR;1,6;2024;2000\n",
        )
        .unwrap();
        let of = |year| Datacentre::read(&path, year).unwrap();
        assert_eq!((of(2024)[0].pue, of(2024)[0].measured_kwh), (Some(1.6), Some(2000.0)));
        assert_eq!((of(2025)[0].pue, of(2025)[0].measured_kwh), (Some(1.6), None));
        assert!(of(2022).is_empty());
    }

    #[test]
    fn g4its_file_of_datacentres_is_read_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("datacentres.csv");
        let text = "nomCourtDatacenter;nomLongDatacenter;pue;localisation;nomEntite\nDC1;Salle;1,4;France;DSI\n";
        std::fs::write(&path, text).unwrap();
        let read = Datacentre::read(&path, 2025).unwrap();
        assert_eq!((read[0].id.as_str(), read[0].country.as_str()), ("DC1", "France"));
        assert_eq!(read[0].pue, Some(1.4));
    }

    #[test]
    fn a_pue_below_one_is_refused_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("datacentres.csv");
        std::fs::write(&path, "datacentre_id,pue\nA,0.9\n").unwrap();
        let fault = Datacentre::read(&path, 2025).unwrap_err().render(ground::lang::Lang::En);
        assert!(fault.contains("line 2, column `pue`, value `0.9`"), "{fault}");
    }
}
