//! Purchasing: what is bought, how it came, and what it says of itself.

use super::counted::PartlyKnown;
use super::datum::Datum;
use super::facts::{EstateYear, Unit, told};
use super::lifetime::{of_types, parts_of_types, type_group};
use super::reuse::count;
use super::tally::UnitTally;
use super::value::{Figure, Value};
use factor::{TypeId, TypeKind};
use ground::quantity::Interval;
use ground::table::Day;
use ground::text;
use ledger::movement::{AcquisitionMode, MovementKind, UserNumber};
use std::collections::BTreeMap;

/// IT and telephony, which the purchase quotas are about.
const IT_AND_TELEPHONY: [TypeKind; 6] = [
    TypeKind::Workplace,
    TypeKind::Mobile,
    TypeKind::Printing,
    TypeKind::Datacentre,
    TypeKind::Network,
    TypeKind::Other,
];

fn bought<'f>(facts: &'f EstateYear<'_>) -> Vec<&'f Unit> {
    facts.bought().filter(|unit| facts.is_kind(unit.type_id, &IT_AND_TELEPHONY)).collect()
}

/// The share of the purchases of which `yes` holds, where `known` says whether it is known.
///
/// What is not known counts as no in the value, and as yes in the high bound: a claim needs its
/// proof.
fn share_bought(
    facts: &EstateYear<'_>,
    units: &[&Unit],
    datum: Datum,
    of: impl Fn(&Unit) -> Option<bool>,
) -> Value {
    let all = count(units.iter().copied()).sum;
    if all <= 0.0 {
        return Value::missing(Datum::Purchases);
    }
    let known = count(units.iter().copied().filter(|unit| of(unit).is_some())).sum;
    if known <= 0.0 {
        return Value::missing(datum);
    }
    let yes = count(units.iter().copied().filter(|unit| of(unit) == Some(true)));
    let share = |n: f64| 100.0 * n / all;
    let figure =
        Interval { value: share(yes.sum), low: share(yes.sum), high: share(yes.sum + all - known) };
    let value = Value::number(figure)
        .covering(known, all)
        .lacking(datum, all - known)
        .term(text!("achats concernés", "purchases concerned"), yes.sum, "")
        .term(text!("achats de l'année", "purchases of the year"), all, "")
        .from_rows(&yes)
        .split(parts_of_types(facts, units, |own| {
            let all = count(own.iter().copied()).sum;
            let known = count(own.iter().copied().filter(|unit| of(unit).is_some())).sum;
            let yes = count(own.iter().copied().filter(|unit| of(unit) == Some(true))).sum;
            Value::exact(100.0 * yes / all)
                .at_most_more(100.0 * (all - known) / all)
                .lacking(datum, all - known)
        }));
    if known < all {
        value.note(text!(
            "les achats dont on ne sait rien comptent comme non dans la valeur, et comme oui dans la borne haute",
            "purchases of which nothing is known count as no in the value, and as yes in the high bound"
        ))
    } else {
        value
    }
}

/// What the year's spending on IT and telephony is read from.
fn spent<'f>(facts: &'f EstateYear<'_>) -> Vec<&'f Unit> {
    let mut units = facts.spent();
    units.retain(|unit| facts.is_kind(unit.type_id, &IT_AND_TELEPHONY));
    units
}

/// The share of spending of which `of` holds.
fn share_spent(units: &[&Unit], datum: Datum, of: impl Fn(&Unit) -> Option<bool>) -> Value {
    let all = count(units.iter().copied()).sum;
    if all <= 0.0 {
        return Value::missing(Datum::Purchases);
    }
    let priced: Vec<&Unit> = units.iter().copied().filter(|u| u.price_eur.is_some()).collect();
    let spent = |units: &mut dyn Iterator<Item = &Unit>| {
        UnitTally::of(units.map(|unit| (unit.price_eur.map_or(0.0, told), unit.row)))
    };
    let total = spent(&mut priced.iter().copied()).sum;
    if total <= 0.0 {
        return Value::missing(Datum::Prices);
    }
    let known = spent(&mut priced.iter().copied().filter(|unit| of(unit).is_some())).sum;
    if known <= 0.0 {
        return Value::missing(datum);
    }
    let yes = spent(&mut priced.iter().copied().filter(|unit| of(unit) == Some(true)));
    let share = |eur: f64| 100.0 * eur / total;
    // What costs nobody knows how much makes a share of any size, as far as it may be of the part, or
    // beside it.
    let unpriced = |may_be: &dyn Fn(Option<bool>) -> bool| {
        units.iter().any(|unit| unit.price_eur.is_none() && may_be(of(unit)))
    };
    let low = if unpriced(&|is| is != Some(true)) { 0.0 } else { share(yes.sum) };
    let may_be_all = unpriced(&|is| is != Some(false));
    let high = if may_be_all { 100.0 } else { share(yes.sum + total - known) };
    let unsaid = count(priced.iter().copied().filter(|unit| of(unit).is_none())).sum;
    let n_priced = count(priced.iter().copied()).sum;
    Value::number(Interval { value: share(yes.sum), low, high })
        .covering(n_priced, all)
        .lacking(datum, unsaid)
        .lacking(Datum::Prices, all - n_priced)
        .term(text!("dépense concernée", "spending concerned"), yes.sum, "EUR")
        .term(
            text!("dépense de l'année, hors taxes", "spending of the year, excluding VAT"),
            total,
            "EUR",
        )
        .from_rows(&yes)
}

fn is_refurbished(unit: &Unit) -> Option<bool> {
    unit.mode.map(|mode| mode == AcquisitionMode::Refurbished)
}

/// Refurbished among purchases, in units.
pub(super) fn refurbished_rate_units(facts: &EstateYear<'_>) -> Value {
    let units = bought(facts);
    let value = share_bought(facts, &units, Datum::Modes, is_refurbished);
    let [more, less] = [true, false].map(|is| told_so_by_lots(facts, &units, is));
    let all = count(units.iter().copied()).sum;
    let value = if more <= 0.0 {
        value
    } else {
        value.at_most_more(100.0 * more / all).lacking(Datum::Modes, more).note(text!(
            "les lots du registre comptent plus de reconditionnés que l'inventaire : la borne haute les comprend",
            "the lots of the ledger count more refurbished units than the inventory: the high bound has them"
        ))
    };
    if less <= 0.0 {
        return value;
    }
    value.at_least_less(100.0 * less / all).lacking(Datum::Modes, less).note(text!(
        "les lots du registre comptent moins de reconditionnés que l'inventaire : la borne basse les laisse",
        "the lots of the ledger count fewer refurbished units than the inventory: the low bound leaves them out"
    ))
}

/// Units that lots of the ledger tell to be refurbished, or not to be, and that the inventory tells one by one
/// and says to be the contrary.
fn told_so_by_lots(facts: &EstateYear<'_>, units: &[&Unit], is: bool) -> f64 {
    let mut of_types: BTreeMap<TypeId, [f64; 3]> = BTreeMap::new();
    for lot in facts.lots_told_by_units().filter(|unit| is_refurbished(unit) == Some(is)) {
        of_types.entry(facts.root_of(lot.type_id)).or_default()[0] += lot.quantity;
    }
    for unit in units {
        let Some([_, same, contrary]) = of_types.get_mut(&facts.root_of(unit.type_id)) else {
            continue;
        };
        // Of what nothing tells the lot may be, and that is in the bounds already.
        if is_refurbished(unit) == Some(!is) {
            *contrary += unit.quantity;
        } else {
            *same += unit.quantity;
        }
    }
    of_types.values().map(|[lots, same, contrary]| (lots - same).clamp(0.0, *contrary)).sum()
}

/// The purchase quota of a day, %, and the text it comes from.
///
/// # Source
///
/// Décret 2024-134, in force since 1 July 2024: 20 %, 25 % from 2027, 30 % from 2030 for IT and
/// telephony; before, décret 2021-254, repealed: 20 % from 2021.
pub(super) fn quota(on: Day) -> Option<(f64, &'static str)> {
    let day = |year, month| Day::new(year, month, 1);
    if Some(on) >= day(2030, 1) {
        Some((30.0, "décret 2024-134"))
    } else if Some(on) >= day(2027, 1) {
        Some((25.0, "décret 2024-134"))
    } else if Some(on) >= day(2024, 7) {
        Some((20.0, "décret 2024-134"))
    } else if Some(on) >= day(2021, 1) {
        Some((20.0, "décret 2021-254"))
    } else {
        None
    }
}

/// Refurbished share of spending (AGEC).
pub(super) fn refurbished_rate_spend(facts: &EstateYear<'_>) -> Value {
    let value = share_spent(&spent(facts), Datum::Modes, is_refurbished).note(text!(
        "dons reçus non comptés : le barème forfaitaire s'applique à part",
        "donations received are not counted: their flat values apply apart"
    ));
    match quota(facts.year.as_of) {
        Some((quota, decree)) => value.note(text!(
            "quota à la fin de l'année : {quota} % ({decree}, acheteurs publics)",
            "quota at the end of the year: {quota} % ({decree}, public buyers)"
        )),
        None => value,
    }
}

/// Purchases with recycled content.
pub(super) fn recycled_content_rate(facts: &EstateYear<'_>) -> Value {
    share_bought(facts, &bought(facts), Datum::Recycled, |unit| {
        unit.recycled_pct.map(|pct| pct > 0.0)
    })
}

/// Ecolabelled units bought.
pub(super) fn ecolabel_rate_units(facts: &EstateYear<'_>) -> Value {
    share_bought(facts, &bought(facts), Datum::Ecolabel, |unit| unit.ecolabel)
}

/// Ecolabelled spending.
pub(super) fn ecolabel_rate_spend(facts: &EstateYear<'_>) -> Value {
    share_spent(&spent(facts), Datum::Ecolabel, |unit| unit.ecolabel)
}

/// Units under functional lease.
pub(super) fn functional_lease_count(facts: &EstateYear<'_>) -> Value {
    let leased = |unit: &Unit| unit.mode.map(|mode| mode == AcquisitionMode::FunctionalLease);
    let units = facts.in_service().filter(|unit| leased(unit) == Some(true));
    let groups = facts
        .by_type(units)
        .into_iter()
        .map(|(id, n)| type_group(facts, id, Ok(Figure::Number(Interval::exact(n)))))
        .collect();
    let counted = PartlyKnown::of(facts.in_service(), |unit| leased(unit).map(|yes| (yes, true)));
    let value = counted.value(Datum::Modes);
    if value.figure.is_ok() { value.split(groups) } else { value }
}

/// Acquisitions under functional lease.
pub(super) fn functional_lease_purchase_rate(facts: &EstateYear<'_>) -> Value {
    share_bought(facts, &bought(facts), Datum::Modes, |unit| {
        unit.mode.map(|mode| mode == AcquisitionMode::FunctionalLease)
    })
}

/// Replaced alone: no other type reached the same user within 30 days.
pub(super) fn renewed_alone_rate(facts: &EstateYear<'_>) -> Value {
    let Some(ledger) = facts.ledger().filter(|_| facts.records_kind(MovementKind::Return)) else {
        return Value::missing(Datum::Assignments);
    };
    // What each user received and gave back, by type and day.
    let mut received: BTreeMap<UserNumber, Vec<(Day, TypeId, UnitTally)>> = BTreeMap::new();
    let mut given: BTreeMap<UserNumber, Vec<(Day, TypeId)>> = BTreeMap::new();
    let kinds = [MovementKind::Assign, MovementKind::Return];
    for movement in facts.moves(&kinds) {
        let user = ledger.assignment(movement).and_then(|told| told.user);
        let (Some(user), Some(id)) = (user, facts.type_of_moved(movement)) else { continue };
        let root = facts.root_of(id);
        if movement.kind == MovementKind::Return {
            given.entry(user).or_default().push((movement.date, root));
        } else {
            let row = super::tally::RowRef { file: super::facts::LEDGER_FILE, line: movement.line };
            let mut tally = UnitTally::default();
            tally.add(1.0, row);
            received.entry(user).or_default().push((movement.date, root, tally));
        }
    }
    let near = |a: Day, b: Day| a.days_since(b).abs() <= 30;
    let (mut renewed, mut alone) = (UnitTally::default(), UnitTally::default());
    for (user, received) in &received {
        let given = given.get(user).map_or(&[][..], Vec::as_slice);
        for (day, root, tally) in received {
            if !given.iter().any(|(back, kind)| kind == root && near(*back, *day)) {
                continue;
            }
            renewed.add(1.0, tally.rows[0]);
            let others = received.iter().any(|(on, kind, _)| kind != root && near(*on, *day));
            if !others {
                alone.add(1.0, tally.rows[0]);
            }
        }
    }
    Value::share(
        (text!("renouvellements seuls", "renewals alone"), alone.sum),
        (
            text!(
                "renouvellements (remis et rendu sous 30 jours)",
                "renewals (given and returned within 30 days)"
            ),
            renewed.sum,
        ),
        "",
        Datum::Assignments,
    )
    .from_rows(&alone)
}

/// Acquisitions that replace an exit, over the mean fleet.
pub(super) fn renewal_rate(facts: &EstateYear<'_>) -> Value {
    if !super::reuse::exits_known(facts) {
        return Value::missing(Datum::Exits);
    }
    let own = || facts.held().filter(|unit| unit.is_of_the_organisation());
    let held = count(own()).sum;
    let before = facts.fleet_before();
    let fleet = before.as_ref().map_or(held, |before| f64::midpoint(held, before.values().sum()));
    let renewals = facts.renewals();
    let fleets: BTreeMap<TypeId, f64> = facts.by_type(own()).into_iter().collect();
    // Of each type too, the mean of both ends of the year.
    let mean = |id: &TypeId| {
        let held = fleets.get(id).copied().unwrap_or(0.0);
        let before = before.as_ref().map(|before| before.get(id).copied().unwrap_or(0.0));
        before.map_or(held, |before| f64::midpoint(held, before))
    };
    let groups = renewals.iter().filter_map(|(id, n)| {
        let own = Some(mean(id)).filter(|own| *own > 0.0)?;
        Some(type_group(facts, *id, Ok(Figure::Number(Interval::exact(100.0 * n / own)))))
    });
    let renewed: f64 = renewals.iter().map(|(_, n)| n).sum();
    let value = Value::share(
        (
            text!(
                "achats remplaçant une sortie, type par type",
                "purchases that replace an exit, type by type"
            ),
            renewed,
        ),
        (text!("parc moyen", "mean fleet"), fleet),
        "",
        Datum::Inventory,
    )
    .from_rows(&count(facts.bought()))
    .split(groups.collect());
    if before.is_none() {
        return value.note(text!(
            "parc de fin d'année : l'inventaire de l'année d'avant manque",
            "fleet at the end of the year: the inventory of the year before is missing"
        ));
    }
    value
}

/// Units acquired per person.
pub(super) fn purchases_per_user(facts: &EstateYear<'_>) -> Value {
    let Some(people) = facts.headcount() else { return Value::missing(Datum::Headcount) };
    let units: Vec<&Unit> = facts.bought().collect();
    let own = || facts.held().filter(|unit| unit.is_of_the_organisation());
    let dated = count(own().filter(|unit| unit.acquired.is_some())).sum;
    let held = count(own()).sum;
    if units.is_empty() && dated <= 0.0 {
        return Value::missing(Datum::Purchases);
    }
    let tally = count(units.iter().copied());
    Value::ratio(
        (text!("équipements acquis", "units acquired"), tally.sum),
        (text!("effectif", "headcount"), people),
        "",
        1.0,
        Datum::Headcount,
    )
    .covering(dated, held)
    .lacking(Datum::StartDates, held - dated)
    .from_rows(&tally)
    .split(of_types(facts, &units, |own| Some(count(own.iter().copied()).sum / people)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quota_changes_on_the_days_the_decrees_say() {
        let on = |y, m, d| quota(Day::new(y, m, d).unwrap());
        assert_eq!(on(2020, 12, 31), None);
        assert_eq!(on(2024, 6, 30), Some((20.0, "décret 2021-254")));
        assert_eq!(on(2024, 7, 1), Some((20.0, "décret 2024-134")));
        assert_eq!(on(2026, 12, 31), Some((20.0, "décret 2024-134")));
        assert_eq!(on(2027, 1, 1), Some((25.0, "décret 2024-134")));
        assert_eq!(on(2030, 1, 1), Some((30.0, "décret 2024-134")));
    }
}
