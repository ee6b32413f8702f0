//! What the values of a year rest on besides its data, and what keeps two years from being compared.

use super::both::BothHold;
use super::both::WEIGHTY;
use super::catalogue::{Definition, Family, MeasuresMove};
use super::facts::EstateYear;
use super::lifetime::WORKSTATIONS;
use super::lines::{Covers, EQUIPMENT, Lines, Weighs};
use ground::lang::{Lang, Text};
use ground::text;
use std::collections::BTreeMap;

/// What the values of a year rest on besides its data.
#[derive(Debug, Clone, PartialEq)]
pub struct YearBasis {
    /// The year.
    pub year: i32,
    /// The factor set's name.
    pub factor_set: String,
    /// Its hash.
    pub factor_hash: String,
    /// The method.
    pub method: String,
    /// The share of the units of each type and site, by name.
    pub perimeter: BTreeMap<String, f64>,
    /// What else it holds; not known of an earlier run.
    pub lines: Option<Lines>,
}

/// Why two years must not be compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Break {
    /// The text that defines the indicator changed.
    Definition(Text),
    /// A type, a site, a service, a meter, a source or a kind of data is in one year and not in
    /// the other.
    Perimeter(Text),
    /// The factor set changed.
    Factors(Text),
    /// The method changed.
    Method(Text),
    /// Either year counts a handful, which chance moves.
    Handful(Text),
}

impl Break {
    /// Its name in files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Definition(_) => "definition",
            Self::Perimeter(_) => "perimeter",
            Self::Factors(_) => "factor_set",
            Self::Method(_) => "method",
            Self::Handful(_) => "few",
        }
    }

    /// What both years hold moved another way than the values.
    pub(super) fn otherwise() -> Self {
        Self::Perimeter(text!(
            "ce que les deux années ont n'a pas bougé ainsi",
            "what both years have did not move that way"
        ))
    }

    /// What changed, for people.
    pub fn said(&self) -> &Text {
        match self {
            Self::Definition(said)
            | Self::Perimeter(said)
            | Self::Factors(said)
            | Self::Method(said)
            | Self::Handful(said) => said,
        }
    }
}

impl YearBasis {
    pub(super) fn of(facts: &EstateYear<'_>) -> Self {
        let layers = &facts.set().layers;
        let held: Vec<_> = facts.held().collect();
        let all: f64 = held.iter().map(|unit| unit.quantity).sum();
        let mut perimeter: BTreeMap<String, f64> = BTreeMap::new();
        for unit in &held {
            let kind = &facts.set().equipment_type(facts.root(unit)).code;
            let site = facts.gathered.sites.name(unit.site);
            *perimeter.entry(kind.clone()).or_default() += unit.quantity / all;
            if !site.is_empty() {
                *perimeter.entry(format!("site {site}")).or_default() += unit.quantity / all;
            }
        }
        Self {
            year: facts.number(),
            factor_set: joined(layers.iter().map(|layer| layer.name.as_str())),
            factor_hash: joined(layers.iter().map(|layer| layer.hash.as_str())),
            method: facts.gathered.method.name.clone(),
            perimeter,
            lines: Some(Lines::of(facts)),
        }
    }
}

/// Names of layers, lowest first.
fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(" + ")
}

/// The version of an indicator's definition that held in a year, where the text that defines it
/// changed.
fn definition_in(id: &str, year: i32) -> &'static str {
    match id {
        "refurbished_rate_spend" if year < 2024 => "décret 2021-254",
        "refurbished_rate_spend" => "décret 2024-134",
        _ => "",
    }
}

/// What keeps two years of an indicator from being compared.
pub(super) fn breaks(
    definition: &Definition,
    before: &YearBasis,
    now: &YearBasis,
    both: Option<&BothHold>,
) -> Vec<Break> {
    let mut found = Vec::new();
    let (old, new) =
        (definition_in(&definition.id, before.year), definition_in(&definition.id, now.year));
    if old != new {
        found.push(Break::Definition(text!("{old} puis {new}", "{old}, then {new}")));
    }
    // What is answered has no perimeter, but for the services that services.csv tells; nor has a yes.
    let is_told = Covers::of(definition) == Covers::Services;
    if definition.is_declared() && !is_told || definition.is_yes_no() {
        return found;
    }
    // What is only counted does not rest on factors.
    let weighs = matches!(definition.family, Family::Carbon | Family::Energy)
        || matches!(definition.id.as_str(), "dc_pue" | "dc_cue");
    let rests_on_factors = weighs && definition.id != "dc_pue"
        || definition.id.starts_with("weee_")
        || definition.id == "lifetime_amortisation";
    let left = lacking(definition, (before, now), weighs, both.map(|both| (both, false)));
    let came = lacking(definition, (now, before), weighs, both.map(|both| (both, true)));
    if !left.is_empty() || !came.is_empty() {
        let (gone, new) = (listed(&left), listed(&came));
        let said = |part: &[Text], said: String| (!part.is_empty()).then_some(said);
        let both = |gone: Option<String>, new: Option<String>, between: &str| {
            gone.into_iter().chain(new).collect::<Vec<_>>().join(between)
        };
        found.push(Break::Perimeter(Text {
            fr: both(
                said(&left, format!("n'y sont plus : {}", gone.fr)),
                said(&came, format!("n'y étaient pas : {}", new.fr)),
                " ; ",
            ),
            en: both(
                said(&left, format!("no longer in it: {}", gone.en)),
                said(&came, format!("not in it before: {}", new.en)),
                "; ",
            ),
        }));
    }
    if rests_on_factors
        && (&before.factor_set, &before.factor_hash) != (&now.factor_set, &now.factor_hash)
    {
        let (old, new) = (&before.factor_set, &now.factor_set);
        found.push(Break::Factors(text!("jeu {old} puis {new}", "set {old}, then {new}")));
    }
    if rests_on_factors && before.method != now.method {
        let (old, new) = (&before.method, &now.method);
        found.push(Break::Method(text!("méthode {old} puis {new}", "method {old}, then {new}")));
    }
    found
}

/// Names of what one year holds of an indicator's perimeter, and another does not.
///
/// Where the machines of both were paired, a machine that both have is no matter of perimeter,
/// wherever it stands and whoever lists it.
fn lacking(
    definition: &Definition,
    (of, other): (&YearBasis, &YearBasis),
    weighs: bool,
    both: Option<(&BothHold, bool)>,
) -> Vec<Text> {
    let mut names = Vec::new();
    let covers = Covers::of(definition);
    let of_equipment = covers.holds(EQUIPMENT);
    if let Some((both, later)) = both {
        names.extend(both.alone_in(later).filter(|_| of_equipment).cloned());
    } else if of_equipment && !of.perimeter.is_empty() && !other.perimeter.is_empty() {
        let weighty = of.perimeter.iter().filter(|(_, share)| **share >= WEIGHTY);
        let gone = weighty.filter(|(name, _)| !other.perimeter.contains_key(*name));
        names.extend(gone.map(|(name, _)| text!("{name}", "{name}")));
    }
    if let (Some(lines), Some(others)) = (&of.lines, &other.lines) {
        names.extend(lines.without(others, covers));
        if of_equipment && both.is_none() {
            names.extend(lines.other_tools(others));
        }
        if weighs {
            names.extend(lines.newly_measured(others, |code| moved_by_measures(definition, code)));
        }
    }
    names
}

/// Whether measuring the electricity of a type can move an indicator of impacts or electricity.
fn moved_by_measures(definition: &Definition, code: &str) -> bool {
    match definition.measures {
        MeasuresMove::None => false,
        MeasuresMove::Workstations => WORKSTATIONS.contains(&code),
        MeasuresMove::All => true,
    }
}

/// Names in a row, a dash for none.
fn listed(names: &[Text]) -> Text {
    let say = |lang: Lang| lang.list(names.iter().map(|name| name.say(lang)));
    Text { fr: say(Lang::Fr), en: say(Lang::En) }
}

/// An indicator of two years over what both hold: before, and now; `None` where it is no sum of
/// lines, or where what both hold is not known.
pub(super) fn alike(
    definition: &Definition,
    before: &YearBasis,
    now: &YearBasis,
    both: Option<&BothHold>,
) -> Option<(f64, f64)> {
    let (old, new) = (before.lines.as_ref()?, now.lines.as_ref()?);
    let covers = Covers::of(definition);
    let (is_impact, each) = match definition.id.as_str() {
        "it_ghg_annualised" | "it_scope3_1_services" => (true, false),
        "it_ghg_per_user" => (true, true),
        "it_electricity" => (false, false),
        "it_electricity_per_user" => (false, true),
        _ => return None,
    };
    let value: fn(Weighs) -> f64 = if is_impact { |of| of.impact } else { |of| of.kwh };
    let sum = |of: &Lines, other: &Lines| Some(of.shared(other, covers, value)? + 0.0);
    let (a, b) = match both {
        Some(both) if covers.holds(EQUIPMENT) => match is_impact {
            true if both.criterion != "gwp" => return None,
            true => both.impact,
            false => both.kwh,
        },
        _ => (sum(old, new)?, sum(new, old)?),
    };
    if a == 0.0 && b == 0.0 {
        return None;
    }
    // Machines that one year alone has are left out, and the people who use them cannot be.
    if each && both.is_some_and(BothHold::is_apart) && old.people != new.people {
        return None;
    }
    Some(if each { (a / old.people?, b / new.people?) } else { (a, b) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::{LinePart, Measured};
    use crate::{Catalogue, HeldByOneYear};

    fn basis(year: i32, set: &str, perimeter: &[(&str, f64)]) -> YearBasis {
        YearBasis {
            year,
            factor_set: set.into(),
            factor_hash: set.into(),
            method: "rcp-si".into(),
            perimeter: perimeter.iter().map(|(name, share)| ((*name).to_owned(), *share)).collect(),
            lines: None,
        }
    }

    fn definition(id: &str) -> Definition {
        Catalogue::shipped().unwrap().named(id).unwrap().clone()
    }

    fn codes(id: &str, before: &YearBasis, now: &YearBasis) -> Vec<&'static str> {
        breaks(&definition(id), before, now, None).iter().map(Break::code).collect()
    }

    /// A year with these lines, each with its impact.
    fn holding(year: i32, parts: &[(&str, f64)]) -> YearBasis {
        let part = |(code, impact): &(&str, f64)| {
            let label = Text { fr: (*code).to_owned(), en: (*code).to_owned() };
            (
                (*code).to_owned(),
                LinePart { label, impact: *impact, kwh: 0.0, is_goods: *code == "service:paper" },
            )
        };
        let equipment = parts.iter().filter(|(code, _)| *code == EQUIPMENT).map(|(_, impact)| {
            let cell = Weighs { impact: *impact, kwh: 0.0 };
            (("laptop".to_owned(), "A".to_owned()), cell)
        });
        let lines = Lines {
            parts: parts.iter().filter(|(code, _)| *code != EQUIPMENT).map(part).collect(),
            equipment: equipment.collect(),
            sources: vec!["glpi".into()],
            measured: BTreeMap::new(),
            people: Some(10.0),
            units: BTreeMap::from([("laptop".to_owned(), 100.0)]),
            bought: 20.0,
        };
        YearBasis { lines: Some(lines), ..basis(year, "a", &[]) }
    }

    #[test]
    fn a_service_that_one_year_has_breaks_what_counts_services_and_nothing_else() {
        let old = holding(2023, &[("equipment", 500.0)]);
        let new = holding(2024, &[("equipment", 450.0), ("service:paper", 90.0)]);
        let found = breaks(&definition("it_ghg_per_user"), &old, &new, None);
        assert_eq!(found[0].said().en, "not in it before: service:paper");
        assert_eq!(alike(&definition("it_ghg_per_user"), &old, &new, None), Some((50.0, 45.0)));
        assert!(codes("it_ghg_manufacturing_share", &old, &new).is_empty());
        assert!(codes("it_electricity", &old, &new).is_empty());
        assert!(codes("stock_rate", &old, &new).is_empty());
    }

    #[test]
    fn services_of_one_year_alone_break_the_services_and_paper_is_none() {
        let old = holding(2023, &[("equipment", 500.0), ("service:network", 90.0)]);
        let new = holding(
            2024,
            &[
                ("equipment", 500.0),
                ("service:network", 80.0),
                ("service:storage", 40.0),
                ("service:paper", 700.0),
            ],
        );
        let services = definition("it_scope3_1_services");
        let found = breaks(&services, &old, &new, None);
        assert_eq!(found[0].said().en, "not in it before: service:storage");
        assert_eq!(alike(&services, &old, &new, None), Some((90.0, 80.0)));
    }

    #[test]
    fn what_pairs_of_machines_tell_goes_before_the_names_of_sites() {
        let old = basis(2024, "a", &[("laptop", 1.0), ("site A", 1.0)]);
        let new = basis(2025, "a", &[("laptop", 1.0), ("site A", 0.6), ("site B", 0.4)]);
        let told = |alone: Vec<HeldByOneYear>| BothHold {
            criterion: "gwp".into(),
            impact: (100.0, 90.0),
            kwh: (30.0, 28.0),
            alone,
            ..BothHold::default()
        };
        let found = |both: &BothHold| breaks(&definition("stock_rate"), &old, &new, Some(both));
        assert!(found(&told(Vec::new())).is_empty(), "the same machines, taken to B");
        let site =
            |share| HeldByOneYear { label: text!("site B", "site B"), is_later: true, share };
        assert_eq!(found(&told(vec![site(0.4)]))[0].said().en, "not in it before: site B");
        assert!(found(&told(vec![site(0.04)])).is_empty(), "too small to make the perimeter");
        let (old, new) = (holding(2024, &[]), holding(2025, &[]));
        let of = |id: &str| alike(&definition(id), &old, &new, Some(&told(Vec::new())));
        assert_eq!(of("it_ghg_annualised"), Some((100.0, 90.0)));
        assert_eq!(of("it_ghg_per_user"), Some((10.0, 9.0)));
        assert_eq!(of("it_electricity"), Some((30.0, 28.0)));
        assert_eq!(of("it_scope2_location"), None);
        // With a site of one year alone go its machines, and not its people; one machine moves nobody.
        let mut fewer = old.clone();
        fewer.lines.as_mut().unwrap().people = Some(8.0);
        let each = |old: &YearBasis, share| {
            alike(&definition("it_ghg_per_user"), old, &new, Some(&told(vec![site(share)])))
        };
        assert_eq!(each(&old, 0.4), Some((10.0, 9.0)), "as many people in both years");
        assert_eq!(each(&fewer, 0.4), None);
        assert_eq!(each(&fewer, 0.01), Some((12.5, 9.0)));
    }

    #[test]
    fn over_what_both_years_have_leaves_out_types_and_sites_that_one_has_alone() {
        let year = |number, cells: &[(&str, &str, f64, f64)]| {
            let cells = cells.iter().map(|(kind, site, impact, kwh)| {
                let weighs = Weighs { impact: *impact, kwh: *kwh };
                (((*kind).to_owned(), (*site).to_owned()), weighs)
            });
            let equipment = cells.collect();
            let lines = Lines { equipment, people: Some(10.0), ..Lines::default() };
            YearBasis { lines: Some(lines), ..basis(number, "a", &[]) }
        };
        let old = year(2024, &[("laptop", "A", 100.0, 30.0), ("phone", "A", 4.0, 1.0)]);
        let new = year(
            2025,
            &[
                ("laptop", "A", 90.0, 28.0),
                ("laptop", "B", 80.0, 25.0),
                ("monitor", "A", 50.0, 70.0),
            ],
        );
        let of = |id: &str, old, new| alike(&definition(id), old, new, None);
        // Laptops at A alone: not those at B, nor monitors, nor phones, whatever they are of all.
        assert_eq!(of("it_ghg_annualised", &old, &new), Some((100.0, 90.0)));
        assert_eq!(of("it_ghg_per_user", &old, &new), Some((10.0, 9.0)));
        assert_eq!(of("it_electricity", &old, &new), Some((30.0, 28.0)));
        // A site under another name: what both hold is not known.
        let renamed = year(2025, &[("laptop", "A1", 90.0, 28.0)]);
        assert_eq!(of("it_ghg_annualised", &old, &renamed), None);
    }

    #[test]
    fn another_tool_or_another_kind_of_data_breaks_the_perimeter() {
        let (old, mut new) = (holding(2023, &[]), holding(2024, &[]));
        new.lines.as_mut().unwrap().sources = vec!["intune".into()];
        assert_eq!(codes("stock_rate", &old, &new), ["perimeter"]);
        let lines = new.lines.as_mut().unwrap();
        lines.sources = vec!["glpi".into()];
        let label = text!("serveur", "server");
        lines.measured.insert("server".into(), Measured { label, weight: 0.6, share: 0.9 });
        let found = breaks(&definition("dc_pue"), &old, &new, None);
        assert_eq!(found[0].said().fr, "n'y étaient pas : électricité mesurée (serveur)");
        assert!(codes("stock_rate", &old, &new).is_empty(), "a count rests on no measure");
        for id in [
            "electricity_measured_share",
            "it_scope3_2_capital",
            "it_scope3_1_services",
            "it_scope3_5_waste",
            "it_mfg_ghg_per_unit_bought",
            "workstation_electricity_per_unit",
        ] {
            assert!(codes(id, &old, &new).is_empty(), "{id} holds no kWh of servers");
        }
        let label = text!("ordinateur portable", "laptop");
        let laptops = Measured { label, weight: 0.4, share: 0.9 };
        new.lines.as_mut().unwrap().measured.insert("laptop".into(), laptops);
        let found = breaks(&definition("workstation_electricity_per_unit"), &old, &new, None);
        assert_eq!(found[0].said().en, "not in it before: measured electricity (laptop)");
    }

    #[test]
    fn another_factor_set_breaks_what_rests_on_factors_and_nothing_else() {
        let (old, new) = (basis(2024, "a", &[]), basis(2025, "b", &[]));
        assert_eq!(codes("it_ghg_per_user", &old, &new), ["factor_set"]);
        assert_eq!(codes("weee_weight", &old, &new), ["factor_set"]);
        assert!(codes("stock_rate", &old, &new).is_empty());
    }

    #[test]
    fn a_type_or_site_that_comes_or_goes_breaks_the_perimeter() {
        let old = basis(2024, "a", &[("laptop", 0.9), ("site A", 0.98), ("site B", 0.02)]);
        let new = basis(2025, "a", &[("laptop", 0.6), ("monitor", 0.4), ("site A", 1.0)]);
        // Monitors came; site B is too small to make the perimeter.
        let found = breaks(&definition("stock_rate"), &old, &new, None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].said().en, "not in it before: monitor");
        assert!(codes("nr_charter", &old, &new).is_empty(), "an answer has no such perimeter");
    }

    #[test]
    fn the_purchase_quotas_definition_changed_in_2024() {
        let years = [basis(2023, "a", &[]), basis(2024, "a", &[]), basis(2025, "a", &[])];
        assert_eq!(codes("refurbished_rate_spend", &years[0], &years[1]), ["definition"]);
        assert!(codes("refurbished_rate_spend", &years[1], &years[2]).is_empty());
    }
}
