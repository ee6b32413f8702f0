//! Reads what factors refer to: sources, criteria, zones and types, over those of the layers below.

use super::load::{Loader, in_both};
use super::type_kind::TypeKind;
use super::{Criterion, EquipmentType, Source, TypeId, Zone};
use ground::fault::Fault;
use ground::table::{SmallTable, TableRow};
use ground::text;
use std::collections::HashSet;

/// The most zones a set may have: sums by axis have nine bits for a zone.
const MOST_ZONES: usize = 512;
/// The most types a set may have: sums by axis have twelve bits for a type.
const MOST_TYPES: usize = 4096;

impl Loader {
    pub(super) fn sources(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            for column in ["source_id", "title", "licence"] {
                if row.get(column).is_empty() {
                    return Err(row.fault(
                        column,
                        text!(
                            "une source sans `{column}` n'est pas acceptée",
                            "a source without `{column}` is not accepted"
                        ),
                    ));
                }
            }
            let source = Source {
                id: row.get("source_id").to_owned(),
                title: row.get("title").to_owned(),
                publisher: row.get("publisher").to_owned(),
                year: row.get("year").to_owned(),
                url: row.get("url").to_owned(),
                licence: row.get("licence").to_owned(),
            };
            match self.set.sources.iter().find(|known| known.id == source.id) {
                None => self.set.sources.push(source),
                Some(known) if *known == source => {}
                // A layer may not say another origin of what lies below it.
                Some(_) => {
                    return Err(row
                        .fault(
                            "source_id",
                            text!(
                                "une autre source porte déjà cet identifiant",
                                "another source has this identifier already"
                            ),
                        )
                        .hint(text!(
                            "donnez un autre identifiant à la vôtre",
                            "give yours another identifier"
                        )));
                }
            }
        }
        Ok(())
    }

    pub(super) fn criteria(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let label = in_both(row.get("label_fr"), row.get("label_en"));
            let criterion = Criterion {
                code: row.get("criterion").to_owned(),
                unit: row.get("unit").to_owned(),
                label,
                default: yes_or_no(&row, "default")?.unwrap_or(true),
            };
            match self.set.criteria.iter_mut().find(|known| known.code == criterion.code) {
                None => self.set.criteria.push(criterion),
                Some(known) if known.unit == criterion.unit => *known = criterion,
                Some(known) => {
                    let unit = &known.unit;
                    return Err(row.fault(
                        "unit",
                        text!(
                            "ce critère est en `{unit}` dans le jeu du dessous",
                            "this criterion is in `{unit}` in the set below"
                        ),
                    ));
                }
            }
        }
        // Electricity has one place a criterion.
        let n = self.set.criteria.len();
        for factors in self.set.electricity.values_mut().flat_map(|years| years.values_mut()) {
            factors.resize(n, None);
        }
        Ok(())
    }

    pub(super) fn zones(&mut self, table: &SmallTable) -> Result<(), Fault> {
        let mut seen = HashSet::new();
        for row in table.rows() {
            let code = row.get("zone").to_owned();
            if code.is_empty() || !seen.insert(code.clone()) {
                return Err(
                    row.fault("zone", text!("zone vide ou répétée", "zone empty or repeated"))
                );
            }
            let label = in_both(row.get("label_fr"), row.get("label_en"));
            let zone = Zone {
                code,
                iso2: row.get("iso2").to_owned(),
                label,
                continent: row.get("continent").to_owned(),
            };
            if let Some(known) = self.set.zones.iter_mut().find(|known| known.code == zone.code) {
                *known = zone;
                continue;
            }
            if self.set.zones.len() == MOST_ZONES {
                return Err(row.fault(
                    "zone",
                    text!(
                        "trop de zones ({MOST_ZONES} au plus)",
                        "too many zones ({MOST_ZONES} at most)"
                    ),
                ));
            }
            self.set.zones.push(zone);
        }
        Ok(())
    }

    pub(super) fn types(&mut self, table: &SmallTable) -> Result<(), Fault> {
        let mut places = Vec::new();
        for row in table.rows() {
            let code = row.get("equipment_type").to_owned();
            let label = in_both(row.get("label_fr"), row.get("label_en"));
            let kind = EquipmentType {
                code: code.clone(),
                parent: None,
                label,
                kind: kind_of(&row)?,
                weee_category: row.get("weee_category").parse().ok(),
            };
            let known = self.set.type_named(&code);
            if known.is_some_and(|id| places.contains(&id)) {
                return Err(row.fault("equipment_type", text!("type répété", "type repeated")));
            }
            let id = match known {
                Some(id) => {
                    self.set.types[usize::from(id.0)] = kind;
                    id
                }
                None => self.new_type(&row, kind)?,
            };
            places.push(id);
        }
        for (row, id) in table.rows().zip(&places) {
            if !row.get("parent_type").is_empty() {
                self.set.types[usize::from(id.0)].parent = Some(self.type_of(&row, "parent_type")?);
            }
        }
        for (row, id) in table.rows().zip(&places) {
            let n = self.set.types.len();
            if self.set.kin(*id).take(n + 1).count() > n {
                return Err(row.fault(
                    "parent_type",
                    text!("types parents en boucle", "parent types in a loop"),
                ));
            }
        }
        let n = self.set.types.len();
        self.set.embodied.resize(n, Vec::new());
        self.set.lifetimes.resize(n, None);
        self.set.energy.resize(n, None);
        self.set.weights.resize(n, None);
        Ok(())
    }

    fn new_type(&mut self, row: &TableRow<'_>, kind: EquipmentType) -> Result<TypeId, Fault> {
        let at = self.set.types.len();
        let id =
            u16::try_from(at).ok().filter(|_| at < MOST_TYPES).map(TypeId).ok_or_else(|| {
                row.fault(
                    "equipment_type",
                    text!(
                        "trop de types ({MOST_TYPES} au plus)",
                        "too many types ({MOST_TYPES} at most)"
                    ),
                )
            })?;
        self.set.type_by_code.insert(kind.code.clone(), id);
        self.set.types.push(kind);
        Ok(id)
    }

    pub(super) fn type_of(&self, row: &TableRow<'_>, column: &str) -> Result<TypeId, Fault> {
        self.set.type_named(row.get(column)).ok_or_else(|| {
            row.fault(column, text!("type absent de types.csv", "type missing from types.csv"))
        })
    }

    pub(super) fn criterion_of(&self, row: &TableRow<'_>) -> Result<usize, Fault> {
        let code = row.get("criterion");
        self.set.criteria.iter().position(|c| c.code == code).ok_or_else(|| {
            row.fault(
                "criterion",
                text!("critère absent de criteria.csv", "criterion missing from criteria.csv"),
            )
        })
    }

    /// The zone, year and criterion of a row of electricity.
    pub(super) fn zone_year(&self, row: &TableRow<'_>) -> Result<(String, i32, usize), Fault> {
        let year: i32 = row
            .get("year")
            .parse()
            .map_err(|_| row.fault("year", text!("année attendue", "year expected")))?;
        let criterion = self.criterion_of(row)?;
        let zone = row.get("zone").to_owned();
        if !self.set.zones.iter().any(|known| known.code == zone) {
            return Err(row
                .fault("zone", text!("zone absente de zones.csv", "zone missing from zones.csv")));
        }
        Ok((zone, year, criterion))
    }
}

/// A cell that holds yes, no, or nothing.
pub(super) fn yes_or_no(row: &TableRow<'_>, column: &str) -> Result<Option<bool>, Fault> {
    match row.get(column) {
        "" => Ok(None),
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        _ => Err(row.fault(column, text!("`yes` ou `no` attendu", "`yes` or `no` expected"))),
    }
}

/// What sort of equipment the type of a row is.
fn kind_of(row: &TableRow<'_>) -> Result<TypeKind, Fault> {
    TypeKind::named(row.get("kind")).ok_or_else(|| {
        let known = TypeKind::ALL.map(TypeKind::code).join(", ");
        row.fault("kind", text!("sorte de type inconnue", "unknown kind of type"))
            .hint(text!("attendu : {known}", "expected: {known}"))
    })
}
