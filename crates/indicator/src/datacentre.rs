//! Datacentres: what their meters and their equipment tell.

use super::datum::Datum;
use super::facts::{EstateYear, Unit};
use super::reuse::count;
use super::value::{Figure, GroupValue, Quality, Value};
use factor::ZoneId;
use footprint::Market;
use ground::lang::Text;
use ground::provenance::Origin;
use ground::quantity::Interval;
use ground::text;

/// A datacentre's electricity in the year, kWh.
struct Centre<'f> {
    id: &'f str,
    total: f64,
    equipment: f64,
    /// The units that stand there.
    lines: Vec<&'f Unit>,
    measured: bool,
    zone: Option<ZoneId>,
    /// The site it stands at, where the card's places tell.
    site: String,
    /// Units in service there, and those whose electricity is known.
    units: f64,
    known: f64,
}

impl Centre<'_> {
    /// Whether some of its equipment has no known electricity: a quotient over it is then a bound.
    fn is_partial(&self) -> bool {
        self.known < self.units
    }
}

/// The datacentres whose PUE is known: metered ones with equipment, and those that declare it.
fn centres<'f>(facts: &'f EstateYear<'_>) -> (Vec<Centre<'f>>, usize) {
    let listed = &facts.rows.centres;
    let mut known = Vec::new();
    for (at, centre) in (0_u16..).zip(listed) {
        let units: Vec<&Unit> = facts.units[..facts.n_inventory]
            .iter()
            .filter(|unit| unit.centre == Some(at))
            .collect();
        let equipment: f64 = units.iter().map(|unit| unit.it_kwh).sum();
        let measured = units.iter().all(|unit| unit.energy == Some(Origin::Measured));
        let serving = || units.iter().copied().filter(|unit| unit.is_in_service());
        let places = &facts.gathered.estate.card.places;
        let place = places.values().find(|place| place.datacentre.as_ref() == Some(&centre.id));
        let total = centre.measured_kwh.or(centre.pue.map(|pue| pue * equipment));
        if let Some(total) = total.filter(|_| equipment > 0.0) {
            known.push(Centre {
                id: &centre.id,
                total,
                equipment,
                lines: units.clone(),
                measured: measured && centre.measured_kwh.is_some(),
                site: place.and_then(|place| place.site.clone()).unwrap_or_else(String::new),
                units: count(serving()).sum,
                known: count(serving().filter(|unit| unit.energy.is_some())).sum,
                zone: facts.gathered.words.country_of(&centre.country).or_else(|| {
                    facts
                        .gathered
                        .words
                        .country_of(&facts.gathered.estate.card.organisation.country)
                }),
            });
        }
    }
    (known, listed.len())
}

/// A quotient over the electricity of the equipment, by datacentre and for all.
fn over_equipment(
    facts: &EstateYear<'_>,
    what: (&str, &str),
    unit: &'static str,
    of: impl Fn(&Centre<'_>) -> Option<f64>,
) -> Value {
    let (known, listed) = centres(facts);
    let with: Vec<(&Centre<'_>, f64)> =
        known.iter().filter_map(|centre| Some((centre, of(centre)?))).collect();
    let part: f64 = with.iter().map(|(_, part)| part).sum();
    let equipment: f64 = with.iter().map(|(centre, _)| centre.equipment).sum();
    let groups = with.iter().map(|(centre, part)| GroupValue {
        axis: "datacentre",
        code: centre.id.to_owned(),
        label: text!("{0}", "{0}", centre.id),
        figure: Ok(bound(part / centre.equipment, centre.is_partial())),
        lacking: None,
    });
    let groups: Vec<GroupValue> = groups.collect();
    let units: f64 = with.iter().map(|(centre, _)| centre.units).sum();
    let known_units: f64 = with.iter().map(|(centre, _)| centre.known).sum();
    // A datacentre of which nothing is known counts as none of its units known.
    let units = units * listed as f64 / with.len().max(1) as f64;
    let measured = !with.is_empty() && with.iter().all(|(centre, _)| centre.measured);
    let name = Text { fr: what.0.to_owned(), en: what.1.to_owned() };
    let value = if equipment > 0.0 {
        let partial = with.iter().any(|(centre, _)| centre.is_partial());
        Value::of(bound(part / equipment, partial))
    } else {
        Value::missing(Datum::DatacentreMeter)
    };
    value
        .with(if measured { Quality::Measured } else { Quality::Estimated })
        .covering(known_units, units)
        .term(name, part, unit)
        .term(
            text!(
                "électricité des équipements, sans PUE",
                "electricity of the equipment, without PUE"
            ),
            equipment,
            "kWh",
        )
        .from_rows(&count(facts.units[..facts.n_inventory].iter().filter(|u| u.centre.is_some())))
        .split(groups)
}

/// A quotient over the electricity of equipment: at most that, where some of it is not known.
fn bound(value: f64, partial: bool) -> Figure {
    if partial { Figure::AtMost(value) } else { Figure::Number(Interval::exact(value)) }
}

/// Power usage effectiveness.
pub(super) fn dc_pue(facts: &EstateYear<'_>) -> Value {
    let value = over_equipment(
        facts,
        ("électricité des centres de données", "electricity of the datacentres"),
        "kWh",
        |centre| Some(centre.total),
    );
    if value.figure.is_err() {
        return value;
    }
    value.note(text!(
        "l'électricité des équipements est mesurée ou calculée : un PUE de catégorie 1 à 3 demande un compteur à leur entrée",
        "the electricity of the equipment is measured or computed: a PUE of category 1 to 3 needs a meter at its inlet"
    ))
}

/// Carbon usage effectiveness.
pub(super) fn dc_cue(facts: &EstateYear<'_>) -> Value {
    let footprint = &facts.rows.outcome.footprint;
    let set = facts.set();
    let gwp = set.criteria.iter().position(|criterion| criterion.code == "gwp");
    over_equipment(
        facts,
        ("gaz à effet de serre des centres de données", "greenhouse gases of the datacentres"),
        "kgCO2e",
        |centre| {
            let zone = centre.zone?;
            let (_, mix) = footprint.electricity.iter().find(|(known, _)| *known == zone)?;
            let factor = set.factor(mix.factors[gwp?]?);
            Some(centre.total * factor.amount.value)
        },
    )
}

/// Water usage effectiveness: no file tells the water yet.
pub(super) fn dc_wue(_: &EstateYear<'_>) -> Value {
    Value::missing(Datum::Water)
}

/// What supervision tells, and no file yet.
pub(super) fn supervised(_: &EstateYear<'_>) -> Value {
    Value::missing(Datum::Supervision)
}

/// Of a datacentre's electricity, what contracts of renewable origin cover, kWh: that of each
/// machine by the contracts of its own site, and what the meter says besides as that of the machines,
/// for it is drawn where they stand.
fn renewable(facts: &EstateYear<'_>, market: &Market, centre: &Centre<'_>) -> f64 {
    let sites = &facts.gathered.sites;
    let share = |site: &str, zone: Option<ZoneId>| {
        let place = zone.and_then(|zone| market.renewable.get(&(site.to_owned(), zone)));
        place.copied().unwrap_or(0.0)
    };
    let of = |unit: &Unit| (unit.kwh, share(sites.name(unit.site), unit.zone));
    let parts: Vec<(f64, f64)> = centre.lines.iter().map(|unit| of(unit)).collect();
    let first = parts.first().map_or(share(&centre.site, centre.zone), |(_, share)| *share);
    let drawn: f64 = parts.iter().map(|(kwh, _)| kwh).sum();
    let one = drawn <= 0.0 || parts.iter().all(|(_, share)| share.to_bits() == first.to_bits());
    let covered = if one {
        centre.total * first
    } else {
        let covered: f64 = parts.iter().map(|(kwh, share)| kwh * share).sum();
        centre.total * covered / drawn
    };
    // Contracts cover no more than what is drawn, where a meter says less than the equipment.
    covered.clamp(0.0, centre.total.max(0.0))
}

/// Renewable energy: what contracts of renewable origin cover of the electricity of the datacentres.
pub(super) fn dc_ref(facts: &EstateYear<'_>) -> Value {
    let Some(market) = &facts.rows.outcome.market else {
        return Value::missing(Datum::Contracts);
    };
    let (known, listed) = centres(facts);
    let covered: f64 = known.iter().map(|centre| renewable(facts, market, centre)).sum();
    let total: f64 = known.iter().map(|centre| centre.total).sum();
    Value::ratio(
        (text!("électricité d'origine renouvelable", "electricity of renewable origin"), covered),
        (text!("électricité des centres de données", "electricity of the datacentres"), total),
        "kWh",
        1.0,
        Datum::DatacentreMeter,
    )
    .with(Quality::Declared)
    .covering(known.len() as f64, listed as f64)
    .note(text!(
        "selon les contrats d'estate.toml : garanties d'origine, contrats d'achat, autoconsommation ; l'offre d'un fournisseur seule n'en est pas une",
        "by the contracts of estate.toml: guarantees of origin, purchase agreements, own production; a supplier's offer alone is none"
    ))
}

/// Data held per person, from the answer on data held.
pub(super) fn storage_per_user(facts: &EstateYear<'_>) -> Value {
    let Some(people) = facts.headcount() else { return Value::missing(Datum::Headcount) };
    let Some(answer) = facts.gathered.answers.to("storage_total", facts.number()) else {
        return Value::missing(Datum::Answer);
    };
    let held = answer.value();
    let Some(total) = held.interval() else { return Value::missing(Datum::Answer) };
    Value::number(total * (1000.0 / people))
        .with(held.quality)
        .term(text!("données détenues", "data held"), total.value, "TB")
        .term(text!("effectif", "headcount"), people, "")
}
