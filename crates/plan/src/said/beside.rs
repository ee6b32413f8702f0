//! A value and what it is held against, side by side: in digits enough to tell one from the other.

use super::closer;
use super::digits::{self, IntervalEnd, change_within, chosen, spread, told_of_change, within};
use crate::judge::bounds;
use crate::model::Commitment;
use crate::standing::{Net, Standing, middle};
use crate::words::TargetKind;
use ground::lang::Lang;
use ground::quantity::Interval;
use indicator::Figure;

/// The most digits that are added.
const MOST: usize = 6;

impl Standing {
    /// How many digits more than usual its figures are said with: as few as tell what its verdict
    /// rests on from what is asked.
    pub(crate) fn digits(&self) -> usize {
        let Some(asked) = self.asked else { return 0 };
        // Each with the interval that it is of.
        let told: Vec<(Interval, IntervalEnd)> = match (self.kind, self.last) {
            _ if self.is_of_change() => {
                let net = self.net.as_ref().and_then(|net| net.percent);
                let changes = [self.percent, net].into_iter().flatten();
                changes.flat_map(|one| IntervalEnd::ALL.map(|end| (one, end))).collect()
            }
            (_, None | Some((_, Figure::YesNo(_)))) => Vec::new(),
            (_, Some((_, figure))) => {
                let (low, high) = bounds(figure);
                let known = middle(figure);
                let value = known.unwrap_or(if low.is_finite() { low } else { high });
                let of = Interval { value, low, high };
                let value = known.map(|_| IntervalEnd::Value);
                value
                    .into_iter()
                    .chain([IntervalEnd::Low, IntervalEnd::High])
                    .map(|end| (of, end))
                    .collect()
            }
        };
        let is_change = self.is_of_change();
        let nothing = 1e-9 * asked.abs().max(1.0);
        let is_apart = |more: &usize| {
            let far = |(of, end): &&(Interval, IntervalEnd)| (end.of(*of) - asked).abs() > nothing;
            let is_known = |(of, end): &&(Interval, IntervalEnd)| end.of(*of).is_finite();
            let said = chosen(asked, *more, Lang::En);
            // What is said stands on the side of what is asked that it is on.
            let stands = |(of, end): &(Interval, IntervalEnd)| {
                let (shown, one_said) = if is_change {
                    let said = change_within(*of, *more, *end, Lang::En);
                    (told_of_change(*of, *more, *end), said)
                } else {
                    (digits::told(*of, *more, *end), within(*of, *more, *end, Lang::En))
                };
                bare(&one_said) != bare(&said) && (shown > asked) == (end.of(*of) > asked)
            };
            told.iter().filter(far).filter(is_known).all(stands)
        };
        (0..MOST).find(is_apart).unwrap_or(MOST)
    }

    /// How many digits more than usual its values are said with: of a change, the values are no part
    /// of what is told from what is asked.
    pub(crate) fn figure_digits(&self) -> usize {
        if self.is_of_change() { 0 } else { self.digits() }
    }

    fn is_of_change(&self) -> bool {
        matches!(self.kind, Some(TargetKind::Change | TargetKind::Trend))
    }
}

/// A number without the zeros that end its decimals.
fn bare(said: &str) -> &str {
    if said.contains('.') { said.trim_end_matches('0').trim_end_matches('.') } else { said }
}

/// A figure of a commitment, in its digits.
pub(crate) fn own(figure: Figure, one: &Standing, lang: Lang) -> String {
    closer(figure, &one.unit, one.figure_digits(), lang)
}

/// A figure of a commitment with its year; nothing where there is none.
pub(crate) fn in_year(told: Option<(i32, Figure)>, one: &Standing, lang: Lang) -> String {
    told.map_or_else(String::new, |(year, told)| format!("{} ({year})", own(told, one, lang)))
}

/// The part of the estate that a commitment is of; nothing where it is of the whole.
pub(crate) fn filtered(of: &Commitment, lang: Lang) -> String {
    let parts = of.filter.iter().map(|(axis, code)| {
        let axis = match axis.as_str() {
            "type" => lang.label("type", "type"),
            "site" => lang.label("site", "site"),
            "manufacturer" => lang.label("fabricant", "manufacturer"),
            "acquisition_mode" => lang.label("mode d'acquisition", "acquisition mode"),
            "datacentre" => lang.label("salle", "room"),
            "weee_category" => lang.label("catégorie de DEEE", "WEEE category"),
            "quality" => lang.label("qualité", "quality"),
            other => other,
        };
        format!("{axis}{}{code}", lang.colon())
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// What a commitment starts from, with its year, and that it was declared where it was.
pub(crate) fn based(one: &Standing, lang: Lang) -> String {
    let declared = if one.base_is_declared { lang.label(", déclarée", ", declared") } else { "" };
    one.base.map_or_else(String::new, |(year, base)| {
        format!("{} ({year}{declared})", own(base, one, lang))
    })
}

/// What the net verdict of a commitment is net of, and since when where it is of a value.
pub(crate) fn net_label(net: &Net, lang: Lang) -> String {
    let of = lang
        .label("net de périmètre, facteurs et qualité", "net of perimeter, factors and quality");
    let since = lang.label("depuis", "since");
    net.since.map_or_else(|| of.to_owned(), |year| format!("{of} {since} {year}"))
}

/// The net change, or the net figure, after its verdict; nothing where neither is known.
pub(crate) fn net_figure(net: &Net, one: &Standing, lang: Lang) -> String {
    let change = net.percent.map(|change| spread(change, one.digits(), lang));
    let figure = net.figure.map(|figure| own(Figure::Number(figure), one, lang));
    change.or(figure).map_or_else(String::new, |said| format!("{}{said}", lang.semicolon()))
}

/// What is no act and moved the figure: its name, what it is worth, and the verdict without it.
pub(crate) fn no_acts(
    net: &Net,
    one: &Standing,
    lang: Lang,
) -> Vec<(&'static str, String, String)> {
    let unit = indicator::unit_label(&one.unit, lang);
    let grid = net.grid.zip(net.without_grid).filter(|(grid, _)| *grid != 0.0);
    let headcount = net.headcount.zip(net.without_headcount);
    // Ageing is nothing to kilowatt-hours.
    let ageing = net.ageing.zip(net.without_ageing).filter(|_| !one.unit.starts_with("kWh"));
    let of_ageing = lang.label("dont vieillissement", "of which ageing");
    let of_grid = lang.label("dont électricité (kg par kWh)", "of which electricity (kg per kWh)");
    let of_headcount = lang.label("dont effectif", "of which headcount");
    let parts = [
        (of_ageing, lang.label("sans lui", "without it"), ageing),
        (of_grid, lang.label("sans elle", "without it"), grid),
        (of_headcount, lang.label("sans lui", "without it"), headcount),
    ];
    let told = parts.into_iter().filter_map(|(name, without, moved)| {
        let (moved, verdict) = moved?;
        let without = format!("{without}{}{}", lang.colon(), verdict.label(lang));
        Some((name, format!("{} {unit}", lang.short(moved)), without))
    });
    told.collect()
}
