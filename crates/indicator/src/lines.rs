//! What a year holds by line: equipment by type and site, services, meters; and what of it another
//! year holds too.

use super::both::WEIGHTY;
use super::catalogue::Definition;
use super::facts::EstateYear;
use factor::{FactorSet, TypeId, TypeKind};
use footprint::impact::Scope;
use footprint::{Axis, Footprint, Group};
use ground::lang::Text;
use ground::provenance::Origin;
use ground::text;
use std::collections::{BTreeMap, BTreeSet};

/// How much more of a type's electricity is measured, from which it is another kind of data.
const OTHER_DATA: f64 = 0.5;

/// What a year holds besides types and sites.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lines {
    /// Equipment, each service bought and each datacentre's meter, with what they weigh.
    pub parts: BTreeMap<String, LinePart>,
    /// The equipment by the code of its type and the name of its site.
    pub equipment: BTreeMap<(String, String), Weighs>,
    /// The tools that its inventories come from.
    pub sources: Vec<String>,
    /// By type, the part of the year's electricity it draws, and how much of that is measured.
    pub measured: BTreeMap<String, Measured>,
    /// The headcount.
    pub people: Option<f64>,
    /// The units held, by the code of their type.
    pub units: BTreeMap<String, f64>,
    /// The units bought in the year.
    pub bought: f64,
}

/// Lines of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct LinePart {
    /// Its name.
    pub label: Text,
    /// What it weighs, first criterion.
    pub impact: f64,
    /// Its electricity, kWh.
    pub kwh: f64,
    /// Whether it is goods bought, as paper is.
    pub is_goods: bool,
}

/// What equipment of one type at one site weighs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Weighs {
    /// Its impact, first criterion.
    pub impact: f64,
    /// Its electricity, kWh.
    pub kwh: f64,
}

/// The electricity of a type.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The type's name.
    pub label: Text,
    /// Its share of the electricity of the equipment, 0 to 1.
    pub weight: f64,
    /// The share of it that is measured, 0 to 1.
    pub share: f64,
}

/// Equipment, beside the codes of [`Lines::parts`].
pub(super) const EQUIPMENT: &str = "equipment";

impl Lines {
    pub(super) fn of(facts: &EstateYear<'_>) -> Self {
        let footprint = &facts.rows.outcome.footprint;
        let mut parts = BTreeMap::new();
        let services = facts.rows.outcome.services.as_ref();
        let extras = services.map_or(&[][..], |services| &services.extras).iter();
        let goods: Vec<&str> = extras
            .filter(|extra| extra.scope == Scope::Goods)
            .map(|extra| extra.code.as_str())
            .collect();
        for group in footprint.axis(Axis::Type) {
            if is_apart(group, facts.set()) {
                let (label, impact) = (group.label.clone(), group.sums.total(0).value);
                let kwh = group.kwh.value;
                let is_goods = goods.contains(&group.code.as_str());
                parts.insert(group.code.clone(), LinePart { label, impact, kwh, is_goods });
            }
        }
        Self {
            parts,
            equipment: by_type_and_site(facts),
            sources: facts.rows.sources.clone(),
            measured: measured(facts),
            people: facts.headcount(),
            units: units(facts),
            bought: facts.bought().fold(0.0, |sum, unit| sum + unit.quantity),
        }
    }

    /// Names of what another year does not have: services and meters.
    pub(super) fn without(&self, other: &Self, covers: Covers) -> Vec<Text> {
        let parts = self.parts.iter();
        parts
            .filter(|(code, part)| {
                covers.holds_part(code, part) && !other.parts.contains_key(*code)
            })
            .map(|(_, part)| part.label.clone())
            .collect()
    }

    /// Names of the tools that another year has no file of.
    pub(super) fn other_tools(&self, other: &Self) -> impl Iterator<Item = Text> {
        let tools = self.sources.iter().filter(|tool| !other.sources.contains(tool));
        tools.map(|tool| text!("source {tool}", "source {tool}"))
    }

    /// Those of the types asked for whose electricity is measured, where it was not in another year.
    pub(super) fn newly_measured(&self, other: &Self, asked: impl Fn(&str) -> bool) -> Vec<Text> {
        let of = |lines: &Self, code: &str| {
            lines.measured.get(code).map_or((0.0, 0.0), |one| (one.weight, one.share))
        };
        let newly = self.measured.iter().filter(|(code, one)| {
            let (weight, share) = of(other, code);
            asked(code) && one.weight.max(weight) >= WEIGHTY && one.share - share > OTHER_DATA
        });
        newly
            .map(|(_, one)| Text {
                fr: format!("électricité mesurée ({})", one.label.fr),
                en: format!("measured electricity ({})", one.label.en),
            })
            .collect()
    }

    /// Whether the equipment makes most of what is covered.
    pub(super) fn is_mostly_equipment(&self, covers: Covers) -> bool {
        let own: f64 = self.equipment.values().map(|of| of.impact).sum();
        let apart = self.parts.iter().filter(|(code, _)| covers.holds(code));
        makes_most(own, apart.map(|(_, part)| part.impact))
    }

    /// What is covered of what another year has too: of the equipment what is of a type and at a
    /// site that both have, whatever share of the units it is. `None` where nothing of the
    /// equipment is in both.
    pub(super) fn shared(
        &self,
        other: &Self,
        covers: Covers,
        value: impl Fn(Weighs) -> f64,
    ) -> Option<f64> {
        let both = self.parts.iter().filter(|(code, part)| {
            covers.holds_part(code, part) && other.parts.contains_key(*code)
        });
        let of = |part: &LinePart| value(Weighs { impact: part.impact, kwh: part.kwh });
        let apart: f64 = both.map(|(_, part)| of(part)).sum();
        if !covers.holds(EQUIPMENT) || (self.equipment.is_empty() && other.equipment.is_empty()) {
            return Some(apart);
        }
        let (types, sites): (BTreeSet<&str>, BTreeSet<&str>) =
            other.equipment.keys().map(|(kind, site)| (kind.as_str(), site.as_str())).unzip();
        let cells = self.equipment.iter().filter(|((kind, site), _)| {
            types.contains(kind.as_str()) && sites.contains(site.as_str())
        });
        let (n, sum) = cells.fold((0, 0.0), |(n, sum), (_, cell)| (n + 1, sum + value(*cell)));
        (n > 0).then_some(apart + sum)
    }
}

/// Whether a line of the footprint by type is counted apart from the equipment: a service, what a meter
/// says more or less, what is rented in a cloud.
fn is_apart(group: &Group, set: &FactorSet) -> bool {
    let is_cloud = |id| set.equipment_type(id).kind == TypeKind::Cloud;
    group.stands_apart() || set.type_named(&group.code).is_some_and(is_cloud)
}

/// Whether the equipment makes most of what it makes with the lines that are counted apart from it, each
/// by its size: two that cancel make as much as each.
fn makes_most(equipment: f64, apart: impl Iterator<Item = f64>) -> bool {
    apart.fold(0.0, |sum, impact| sum + impact.abs()) <= equipment
}

/// Whether the equipment makes most of a year's footprint, first criterion.
pub fn is_mostly_equipment(footprint: &Footprint, set: &FactorSet) -> bool {
    let groups = footprint.axis(Axis::Type).iter();
    let (apart, own): (Vec<_>, Vec<_>) = groups.partition(|group| is_apart(group, set));
    let impact = |group: &Group| group.sums.total(0).value;
    makes_most(own.into_iter().map(impact).sum(), apart.into_iter().map(impact))
}

/// What the equipment weighs, by type and site.
fn by_type_and_site(facts: &EstateYear<'_>) -> BTreeMap<(String, String), Weighs> {
    let mut sums: BTreeMap<(TypeId, u32), Weighs> = BTreeMap::new();
    for unit in &facts.units[..facts.n_inventory] {
        // What weighs nothing in the year and is not held at its end is not of the year.
        if unit.impact != 0.0 || unit.kwh != 0.0 || unit.is_there() {
            let of = sums.entry((facts.root(unit), unit.site)).or_default();
            of.impact += unit.impact;
            of.kwh += unit.kwh;
        }
    }
    let name = |id: TypeId| facts.set().equipment_type(id).code.clone();
    let site = |number: u32| facts.gathered.sites.name(number).to_owned();
    sums.into_iter().map(|((id, number), of)| ((name(id), site(number)), of)).collect()
}

/// The units held, by type.
fn units(facts: &EstateYear<'_>) -> BTreeMap<String, f64> {
    let mut sums = BTreeMap::new();
    for unit in facts.held() {
        let code = &facts.set().equipment_type(facts.root(unit)).code;
        *sums.entry(code.clone()).or_default() += unit.quantity;
    }
    sums
}

/// What each type draws, and how much of it is measured.
fn measured(facts: &EstateYear<'_>) -> BTreeMap<String, Measured> {
    let mut sums: BTreeMap<TypeId, (f64, f64)> = BTreeMap::new();
    for unit in &facts.units[..facts.n_inventory] {
        let at = sums.entry(facts.root(unit)).or_default();
        at.0 += unit.kwh;
        if unit.energy == Some(Origin::Measured) {
            at.1 += unit.kwh;
        }
    }
    let all: f64 = sums.values().map(|(kwh, _)| kwh).sum();
    let drawing = sums.into_iter().filter(|(_, (kwh, _))| *kwh > 0.0);
    drawing
        .map(|(id, (kwh, measured))| {
            let kind = facts.set().equipment_type(id);
            let label = kind.label.clone();
            let one = Measured { label, weight: kwh / all, share: measured / kwh };
            (kind.code.clone(), one)
        })
        .collect()
}

/// Which lines an indicator of impacts or electricity covers, as its definition says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Covers {
    /// Equipment, services bought and meters.
    All,
    /// Equipment and meters: what is supplied with electricity.
    Supplied,
    /// Services bought.
    Services,
    /// Equipment alone.
    Equipment,
}

impl Covers {
    pub(super) fn of(definition: &Definition) -> Self {
        match definition.id.as_str() {
            "it_ghg_annualised"
            | "it_ghg_purchase_year"
            | "it_ghg_per_user"
            | "it_ghg_interval"
            | "it_adpe"
            | "it_adpe_per_user"
            | "it_acidification"
            | "it_particulate"
            | "it_ionising"
            | "it_primary_energy_per_user" => Self::All,
            "it_electricity"
            | "it_electricity_per_user"
            | "electricity_measured_share"
            | "it_scope2_location"
            | "it_scope2_market"
            | "it_scope3_3_energy"
            | "dc_pue"
            | "dc_cue"
            | "dc_ref" => Self::Supplied,
            "it_scope3_1_services" => Self::Services,
            _ => Self::Equipment,
        }
    }

    /// Whether a line is covered: goods are no service.
    fn holds_part(self, code: &str, part: &LinePart) -> bool {
        self.holds(code) && !(self == Self::Services && part.is_goods)
    }

    pub(super) fn holds(self, code: &str) -> bool {
        match self {
            Self::All => true,
            Self::Supplied => code == EQUIPMENT || code.starts_with("datacentre:"),
            Self::Services => code != EQUIPMENT && !code.starts_with("datacentre:"),
            Self::Equipment => code == EQUIPMENT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::makes_most;

    #[test]
    fn lines_that_cancel_each_count_by_their_size() {
        assert!(makes_most(10.0, [6.0, -4.0].into_iter()));
        assert!(!makes_most(10.0, [8.0, -8.0].into_iter()));
    }
}
