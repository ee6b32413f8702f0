//! A row of factors: read, checked, and laid over those below.

use super::cells::number;
use super::load::Loader;
use super::{BoundsCoverage, Factor, FactorId};
use ground::fault::Fault;
use ground::lang::{Noun, Text};
use ground::quantity::Interval;
use ground::table::{TableRow, parse_number};
use ground::text;

/// The closed list of units.
pub const UNITS: [&str; 59] = [
    "kgCO2e/unit",
    "kgCO2e/kWh",
    "year",
    "kWh/year",
    "kg",
    "ratio",
    "L/kWh IT",
    "L/kWh",
    "kgCO2e/m2",
    "gCO2e/GB",
    "Wh/TBh",
    "kgCO2e/TB",
    "kWh/GBh",
    "kgCO2e/kg",
    "kgCO2e/ream",
    "kgCO2e/sheet",
    "kgCO2e/cartridge",
    "kWh/GB",
    "kgCO2e/kEUR",
    "kgSbe/unit",
    "kgSbe/kWh",
    "MJ/unit",
    "MJ/kWh",
    "molH+e/unit",
    "molH+e/kWh",
    "disease incidence/unit",
    "disease incidence/kWh",
    "kBqU235e/unit",
    "kBqU235e/kWh",
    "m3/unit",
    "m3/kWh",
    "molNe/unit",
    "molNe/kWh",
    "kgPe/unit",
    "kgPe/kWh",
    "kgNe/unit",
    "kgNe/kWh",
    "kgCFC11e/unit",
    "kgCFC11e/kWh",
    "kgNMVOCe/unit",
    "kgNMVOCe/kWh",
    "CTUe/unit",
    "CTUe/kWh",
    "CTUh/unit",
    "CTUh/kWh",
    "m3 world eq/unit",
    "m3 world eq/kWh",
    "Pt/unit",
    "Pt/kWh",
    "kgCO2e/cm2",
    "kgSbe/cm2",
    "kgSbe/kg",
    "MJ/cm2",
    "MJ/kg",
    "GB",
    "GB/cm2",
    "W",
    "W/GB",
    "unit",
];

/// A unit of factors as people read it.
///
/// ```
/// assert_eq!(empreinte_factor::unit_text("kgCO2e/TB").fr, "kg CO₂e/To");
/// assert_eq!(empreinte_factor::unit_text("kWh/year").en, "kWh/year");
/// ```
pub fn unit_text(unit: &str) -> Text {
    let spaced = |part: &str| part.replace("kgCO2e", "kg CO₂e").replace("gCO2e", "g CO₂e");
    let french = |part: &str| match part {
        "unit" => "unité".to_owned(),
        "year" => "an".to_owned(),
        "ream" => "ramette".to_owned(),
        "sheet" => "feuille".to_owned(),
        "cartridge" => "cartouche".to_owned(),
        "GB" => "Go".to_owned(),
        "TB" => "To".to_owned(),
        "GBh" => "Go·h".to_owned(),
        "TBh" => "To·h".to_owned(),
        "kEUR" => "k€".to_owned(),
        "ratio" => "rapport".to_owned(),
        "disease incidence" => "incidence de maladies".to_owned(),
        "m3 world eq" => "m³ éq. monde".to_owned(),
        part => spaced(part),
    };
    Text {
        fr: unit.split('/').map(french).collect::<Vec<_>>().join("/"),
        en: unit.split('/').map(spaced).collect::<Vec<_>>().join("/"),
    }
}

/// A unit behind a number: its words in the reader's language, its symbols as the set writes them.
///
/// ```
/// use empreinte_factor::unit_behind;
/// assert_eq!(unit_behind("kgCO2e/unit", 170.0).fr, "kgCO2e/unité");
/// assert_eq!(unit_behind("year", 5.0).en, "years");
/// assert_eq!(unit_behind("year", 1.5).fr, "an");
/// ```
pub fn unit_behind(unit: &str, number: f64) -> Text {
    if unit == "year" {
        return Noun::YEAR.named(number);
    }
    let words = unit.split('/').map(|part| match part {
        "unit" => "unité",
        "year" => "an",
        "ream" => "ramette",
        "sheet" => "feuille",
        "cartridge" => "cartouche",
        "GB" => "Go",
        "TB" => "To",
        "GBh" => "Go·h",
        "TBh" => "To·h",
        "disease incidence" => "incidence de maladies",
        "m3 world eq" => "m3 éq. monde",
        part => part,
    });
    Text { fr: words.collect::<Vec<_>>().join("/"), en: unit.to_owned() }
}

impl Loader {
    /// Reads a row of factors. A row with the identifier of one below takes its place.
    pub(super) fn factor(
        &mut self,
        row: &TableRow<'_>,
        topic: &'static str,
        subject: String,
        unit_expected: Option<&str>,
    ) -> Result<FactorId, Fault> {
        let value = number(row, "value")?;
        let bound = |column: &str| {
            if row.get(column).is_empty() { Ok(value) } else { number(row, column) }
        };
        let amount = Interval { value, low: bound("low")?, high: bound("high")? };
        if !amount.is_ordered() {
            return Err(row.fault(
                "low",
                text!(
                    "bornes en désordre : low ≤ value ≤ high attendu",
                    "bounds out of order: low ≤ value ≤ high expected"
                ),
            ));
        }
        if amount.low < 0.0 && topic != "equipment" {
            return Err(row.fault("low", text!("valeur négative", "negative value")));
        }
        let unit = row.get("unit").to_owned();
        if unit_expected.is_some_and(|expected| expected != unit) {
            let expected = unit_expected.unwrap_or("");
            return Err(row.fault(
                "unit",
                text!("unité `{expected}` attendue", "unit `{expected}` expected"),
            ));
        }
        if !UNITS.contains(&unit.as_str()) {
            return Err(row
                .fault("unit", text!("unité hors de la liste", "unit outside the list"))
                .hint(text!("unités : {}", "units: {}", UNITS.join(", "))));
        }
        let source_id = row.get("source_id").to_owned();
        if self.set.source(&source_id).is_none() {
            return Err(row
                .fault(
                    "source_id",
                    text!("facteur sans source connue", "factor without a known source"),
                )
                .hint(text!("ajoutez la source à sources.csv", "add the source to sources.csv")));
        }
        let factor = Factor {
            id: row.get("factor_id").to_owned(),
            subject,
            amount,
            unit,
            basis: row.get("uncertainty_basis").to_owned(),
            coverage: coverage_of(row)?,
            geography: row.get("geography").to_owned(),
            year: row.get("year").to_owned(),
            source_id,
            topic,
            layer: Some(self.layer),
            replaced_by: None,
            grid: None,
            of_type: None,
            proxy: super::catalogue::yes_or_no(row, "proxy")?.unwrap_or(false),
        };
        self.put(row, factor)
    }

    /// Puts a factor in its place: that of the one below with its identifier, else a new one.
    fn put(&mut self, row: &TableRow<'_>, factor: Factor) -> Result<FactorId, Fault> {
        let repeated = || {
            row.fault(
                "factor_id",
                text!(
                    "identifiant de facteur vide ou répété",
                    "factor identifier empty or repeated"
                ),
            )
        };
        if factor.id.is_empty() {
            return Err(repeated());
        }
        self.overwrote = false;
        if let Some(at) = self.ids.get(&factor.id).copied() {
            let below = &mut self.set.factors[at.0 as usize];
            if below.layer == Some(self.layer) {
                return Err(repeated());
            }
            if below.topic != factor.topic || below.subject != factor.subject {
                return Err(elsewhere(row));
            }
            // One that a layer in between replaced is a new default again, and is settled as such.
            self.overwrote = below.replaced_by.is_none();
            *below = factor;
            let layer = &mut self.set.layers[self.layer];
            *(if self.overwrote { &mut layer.rows_replaced } else { &mut layer.rows_added }) += 1;
            return Ok(at);
        }
        let place = u32::try_from(self.set.factors.len())
            .map_err(|_| row.fault("factor_id", text!("trop de facteurs", "too many factors")))?;
        self.ids.insert(factor.id.clone(), FactorId(place));
        self.set.factors.push(factor);
        self.set.layers[self.layer].rows_added += 1;
        Ok(FactorId(place))
    }

    /// Says that a factor is used instead of the one that was the default, `there` being the
    /// default until now.
    pub(super) fn settle(
        &mut self,
        row: &TableRow<'_>,
        there: Option<FactorId>,
        new: FactorId,
        (column, twice): (&str, ground::lang::Text),
    ) -> Result<(), Fault> {
        match there {
            Some(there) if there == new => Ok(()),
            _ if self.overwrote => Err(elsewhere(row)),
            None => Ok(()),
            Some(there) if self.set.factor(there).layer == Some(self.layer) => {
                Err(row.fault(column, twice))
            }
            Some(there) => {
                self.replaced(&[there], new);
                Ok(())
            }
        }
    }

    /// Marks factors below as replaced by a new one, whose row then counts as replacing.
    pub(super) fn replaced(&mut self, below: &[FactorId], new: FactorId) {
        for old in below {
            self.set.factors[old.0 as usize].replaced_by = Some(new);
        }
        let layer = &mut self.set.layers[self.layer];
        layer.rows_added -= 1;
        layer.rows_replaced += 1;
    }
}

/// What share of cases the bounds of a row hold; 0.9 where it does not say.
pub(super) fn coverage_of(row: &TableRow<'_>) -> Result<BoundsCoverage, Fault> {
    let cell = row.get("coverage");
    if cell.is_empty() {
        return Ok(BoundsCoverage::default());
    }
    let known = parse_number(cell, false).ok().and_then(BoundsCoverage::of);
    known.ok_or_else(|| {
        row.fault(
            "coverage",
            text!("part des cas hors de la liste", "share of cases outside the list"),
        )
        .hint(text!("{0} ; vide : 0.9", "{0}; empty: 0.9", BoundsCoverage::list()))
    })
}

/// The fault of a row with the identifier of a factor below that is about something else.
fn elsewhere(row: &TableRow<'_>) -> Fault {
    row.fault(
        "factor_id",
        text!(
            "cet identifiant désigne autre chose dans le jeu du dessous",
            "this identifier means something else in the set below"
        ),
    )
    .hint(text!("donnez un autre identifiant à la ligne", "give the row another identifier"))
}
