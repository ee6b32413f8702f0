//! The electricity of a zone and year, with fallbacks that are always said.

use super::{BoundsCoverage, Criterion, Factor, FactorId, FactorSet, Source, ZoneId};
use ground::fault::Fault;
use ground::quantity::Interval;
use ground::table::numbered;
use ground::text;

/// How many years after a zone's last figure that figure may still stand in.
pub(super) const STALE_AFTER: i32 = 5;

/// The electricity factors chosen for a zone and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mix {
    /// One factor a criterion; `None` where the set has none.
    pub factors: Vec<Option<FactorId>>,
    /// The zone whose factors these are.
    pub zone: String,
    /// The year they are of.
    pub year: i32,
    /// What was not to be had, if anything.
    pub fallback: Option<Fallback>,
}

/// What stood in for the zone and year asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallback {
    /// The zone's latest earlier year.
    Year,
    /// A wider zone: the European Union, or the world.
    Zone,
}

impl Fallback {
    /// What stood in, for people.
    pub fn label(self, lang: ground::lang::Lang) -> &'static str {
        match self {
            Self::Year => lang.label("année antérieure", "earlier year"),
            Self::Zone => lang.label("zone plus large", "wider zone"),
        }
    }
}

impl FactorSet {
    /// The set with one electricity factor, kgCO2e/kWh, for all zones and years: what some methods
    /// have. Other criteria have no electricity then.
    #[must_use]
    pub fn with_one_electricity(mut self, id: String, kg_per_kwh: f64, source: Source) -> Self {
        let factor = FactorId(numbered(self.factors.len()));
        self.factors.push(Factor {
            id,
            subject: String::new(),
            amount: Interval::exact(kg_per_kwh),
            unit: "kgCO2e/kWh".into(),
            basis: "none: fixed by the method".into(),
            coverage: BoundsCoverage::default(),
            geography: String::new(),
            year: source.year.clone(),
            source_id: source.id.clone(),
            topic: "electricity",
            layer: None,
            replaced_by: None,
            grid: None,
            of_type: None,
            proxy: false,
        });
        self.sources.push(source);
        let gwp = |criterion: &Criterion| (criterion.code == "gwp").then_some(factor);
        self.one_electricity = Some(self.criteria.iter().map(gwp).collect());
        self
    }

    /// Chooses the electricity of a zone in a year: zone and year; else the zone's latest earlier
    /// year, at most five years back; else the European Union for Europe; else the world.
    ///
    /// # Errors
    ///
    /// The set has no electricity factor that could stand in for that year.
    pub fn electricity(&self, zone: ZoneId, year: i32) -> Result<Mix, Fault> {
        let wanted = &self.zones[usize::from(zone.0)];
        if let Some(factors) = &self.one_electricity {
            let (factors, zone) = (factors.clone(), wanted.code.clone());
            return Ok(Mix { factors, zone, year, fallback: None });
        }
        let european = (wanted.continent == "EU").then_some("EU27");
        let candidates = [Some(wanted.code.as_str()), european, Some("WORLD")];
        for code in candidates.into_iter().flatten() {
            let Some(years) = self.electricity.get(code) else { continue };
            // The year is that of the headline criterion; another criterion is taken of the year
            // asked for, else of that year, and is missing otherwise.
            let Some((found, factors)) =
                years.range(..=year).rev().find(|(_, factors)| headline(factors))
            else {
                continue;
            };
            if year - found > STALE_AFTER {
                continue;
            }
            let mut factors = factors.clone();
            for (place, asked) in
                factors.iter_mut().zip(years.get(&year).into_iter().flatten()).skip(1)
            {
                *place = asked.or(*place);
            }
            let fallback = match (code == wanted.code, *found == year) {
                (true, true) => None,
                (true, false) => Some(Fallback::Year),
                (false, _) => Some(Fallback::Zone),
            };
            return Ok(Mix { factors, zone: code.to_owned(), year: *found, fallback });
        }
        let carbon =
            |(year, factors): (&i32, &Vec<Option<FactorId>>)| headline(factors).then_some(*year);
        let years: Vec<i32> =
            self.electricity.values().flat_map(|years| years.iter().filter_map(carbon)).collect();
        let (first, last) = (years.iter().min(), years.iter().max());
        let (fr, en, set) = (&wanted.label.fr, &wanted.label.en, &self.name);
        Err(Fault::new(ground::lang::Text {
            fr: format!("pas de facteur d'électricité pour {fr} en {year} dans le jeu `{set}`"),
            en: format!("no electricity factor for {en} in {year} in set `{set}`"),
        })
        .hint(text!(
            "le jeu couvre {0} à {1} : choisissez l'année avec `--year`, ou un autre jeu avec `--factors`",
            "the set covers {0} to {1}: choose the year with `--year`, or another set with `--factors`",
            first.unwrap_or(&0),
            last.unwrap_or(&0)
        )))
    }
}

/// Whether the headline criterion, the first, is among them.
fn headline(factors: &[Option<FactorId>]) -> bool {
    factors.first().is_some_and(Option::is_some)
}
