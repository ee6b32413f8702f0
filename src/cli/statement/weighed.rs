//! What each type, family of types, service and stage weighs, and how many there are: figures that a text
//! may tell, read from the footprint that `assess` prints.

use empreinte::factor::TypeKind;
use empreinte::footprint::{Axis, Footprint, Group, Sums};
use empreinte::indicator::EstateYear;
use empreinte::lang::Text;
use empreinte::quantity::Interval;
use empreinte::stage::Stage;
use empreinte::statement::{Dimension, Known, PartOfTotal, Subject};
use empreinte::text;
use std::collections::BTreeMap;

/// Groups of the footprint under one name.
struct NamedGroups {
    code: String,
    label: Text,
    /// None where nothing is known of it: missing is never zero.
    weighs: Option<Interval>,
    units: f64,
    part: PartOfTotal,
}

/// A type by its name alone is all its forms: those of which nothing more is told say so.
fn of_no_form(label: &Text) -> Text {
    let Text { fr, en } = label;
    text!("{fr}, sans autre précision", "{en}, nothing more told")
}

/// Types and services, and above the types that have several forms, all of them.
fn named(footprint: &Footprint, facts: &EstateYear<'_>) -> Vec<NamedGroups> {
    let set = facts.set();
    let mut families: BTreeMap<String, Vec<&Group>> = BTreeMap::new();
    let mut out = Vec::new();
    for group in footprint.axis(Axis::Type) {
        let known =
            set.type_named(&group.code).filter(|id| !facts.is_kind(*id, &[TypeKind::Cloud]));
        if let Some(id) = known {
            let root = set.equipment_type(facts.root_of(id)).code.clone();
            families.entry(root).or_default().push(group);
        } else {
            out.push(one(group, group.label.clone(), PartOfTotal::OfWhole));
        }
    }
    for (root, forms) in families {
        let of_root = set.type_named(&root).map(|id| set.equipment_type(id));
        let has_forms = forms.iter().any(|group| group.code != root);
        if let Some(kind) = of_root.filter(|_| has_forms) {
            let (fr, en) = (&kind.label.fr, &kind.label.en);
            let mut sums = Sums::zero(footprint.criteria.len());
            for group in &forms {
                sums.merge(&group.sums);
            }
            out.push(NamedGroups {
                code: format!("{root} *"),
                label: text!("{fr}, toutes formes", "{en}, all forms"),
                weighs: sums.overall(0),
                units: forms.iter().map(|group| group.counted()).sum(),
                part: PartOfTotal::OfEquipment,
            });
        }
        out.extend(forms.into_iter().map(|group| {
            let bare = has_forms && group.code == root;
            let label = if bare { of_no_form(&group.label) } else { group.label.clone() };
            one(group, label, PartOfTotal::OfEquipment)
        }));
    }
    out
}

fn one(group: &Group, label: Text, part: PartOfTotal) -> NamedGroups {
    let (code, weighs) = (group.code.clone(), group.sums.overall(0));
    NamedGroups { code, label, weighs, units: group.counted(), part }
}

/// A weight, with its bounds where it has some.
fn weight(id: String, label: Text, subject: Subject, weighs: Interval) -> Known {
    let bounds = (weighs.high > weighs.low).then_some((weighs.low, weighs.high));
    Known { bounds, ..Known::exact(id, label, Dimension::Carbon, subject, weighs.value) }
}

/// What types, services, stages and the equipment weigh.
pub(super) fn weights(footprint: &Footprint, facts: &EstateYear<'_>) -> Vec<Known> {
    let mut out: Vec<Known> = named(footprint, facts)
        .into_iter()
        .filter_map(|one| {
            let id = format!("footprint.csv: {}", one.code);
            let known = weight(id, one.label, Subject::Label, one.weighs?);
            Some(Known { part: Some(one.part), ..known })
        })
        .collect();
    let making = || text!("fabrication", "manufacturing");
    let making_and_moving = || text!("fabrication et transport", "manufacturing and transport");
    let but_use = || {
        text!(
            "fabrication, distribution et fin de vie",
            "manufacturing, distribution and end of life"
        )
    };
    let using = || text!("utilisation", "use");
    let equipment = &footprint.perimeters.equipment.sums;
    let totals = &footprint.totals;
    let told = |weighs: Interval| Some(weighs).filter(|weighs| *weighs != Interval::ZERO);
    // Factors that tell all but use as one say nothing of making alone.
    let alone = |sums: &Sums, stages: &[Stage]| {
        let sum = || stages.iter().fold(Interval::ZERO, |sum, one| sum + sums.stage(0, *one));
        (sums.stage(0, Stage::Embodied) == Interval::ZERO).then(sum).and_then(told)
    };
    let (made, moved) = ([Stage::Manufacturing], [Stage::Manufacturing, Stage::Distribution]);
    for (label, weighs, part) in [
        (making(), alone(totals, &made), PartOfTotal::OfWhole),
        (making_and_moving(), alone(totals, &moved), PartOfTotal::OfWhole),
        (but_use(), told(totals.embodied(0)), PartOfTotal::OfWhole),
        (using(), totals.figure(0, Stage::Use), PartOfTotal::OfWhole),
        (making(), alone(equipment, &made), PartOfTotal::OfEquipmentAlone),
        (making_and_moving(), alone(equipment, &moved), PartOfTotal::OfEquipmentAlone),
        (but_use(), told(equipment.embodied(0)), PartOfTotal::OfEquipmentAlone),
        (using(), equipment.figure(0, Stage::Use), PartOfTotal::OfEquipmentAlone),
    ] {
        let Some(weighs) = weighs else { continue };
        let id = "run.json: totals".to_owned();
        out.push(Known { part: Some(part), ..weight(id, label, Subject::Label, weighs) });
    }
    let label = || text!("ce que pèsent les équipements", "what the equipment weighs");
    let id = || "run.json: perimeters.equipment".to_owned();
    let weighs = equipment.overall(0);
    out.extend(weighs.map(|weighs| weight(id(), label(), Subject::Equipment, weighs)));
    if let Some(kwh) = footprint.perimeters.equipment.electricity() {
        let label = text!("électricité des équipements", "electricity of the equipment");
        let bounds = (kwh.high > kwh.low).then_some((kwh.low, kwh.high));
        out.push(Known {
            bounds,
            ..Known::exact(id(), label, Dimension::Energy, Subject::Equipment, kwh.value)
        });
    }
    out
}

/// How many there are of each type and family over the year.
pub(super) fn counts(footprint: &Footprint, facts: &EstateYear<'_>) -> Vec<Known> {
    let counted = named(footprint, facts).into_iter().filter(|one| one.units > 0.0);
    let known = |one: NamedGroups| {
        let id = format!("footprint.csv, units: {}", one.code);
        Known::exact(id, one.label, Dimension::Units, Subject::Label, one.units)
    };
    counted.map(known).collect()
}
