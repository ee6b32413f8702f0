//! What would settle a commitment: the datum that its bounds are wide for want of.

use super::StatusJudge;
use crate::judge::bounds;
use crate::said::in_unit;
use crate::standing::{CommitmentVerdict, Standing};
use ground::lang::{Lang, Text};
use ground::text;
use indicator::{Datum, Definition, Figure, Lacking, Quality, Value};

impl StatusJudge<'_> {
    /// What would settle it.
    pub(super) fn settle(
        &self,
        definition: &Definition,
        base: Option<&Value>,
        last: &Value,
        hangs_on_unread: bool,
    ) -> Text {
        let of_base = |said: Text| {
            let Text { fr, en } = said;
            text!("pour la base, {fr}", "for the base, {en}")
        };
        if hangs_on_unread {
            let of_last = unread_of(last);
            let unread = of_last.or_else(|| base.and_then(unread_of).map(of_base));
            // Else cells of rows that were read leave it open.
            let unread = unread.or_else(|| lacking_of(&last.lacking));
            if let Some(said) = unread {
                return said;
            }
        }
        let by_electricity = definition.id.starts_with("it_electricity");
        if by_electricity && let Some(said) = lacking_of(&of_state(last)) {
            return said;
        }
        let number = |id: &str| Some(self.held.other(id, self.year)?.interval()?.value);
        if let Some(measured) = number("electricity_measured_share").filter(|_| by_electricity) {
            let rest = |lang: Lang| lang.percent(1.0 - measured / 100.0);
            return Text {
                fr: format!(
                    "une année de compteurs ou d'agent sur les {} de l'électricité que rien ne mesure",
                    rest(Lang::Fr)
                ),
                en: format!(
                    "a year of meters or of the agent on the {} of electricity that nothing measures",
                    rest(Lang::En)
                ),
            };
        }
        if definition.id.starts_with("lifetime") || definition.id == "holding_duration" {
            return text!(
                "plus de sorties datées : l'intervalle de l'estimateur contient encore la cible",
                "more dated exits: the estimator's interval still holds the target"
            );
        }
        if let Some(said) = lacking_of(&last.lacking) {
            return said;
        }
        if let Some(said) = base.and_then(|base| lacking_of(&base.lacking)) {
            return of_base(said);
        }
        if definition.id.starts_with("it_")
            && last.quality == Quality::Estimated
            && let Some(wanted) = self.held.wanted(self.year)
        {
            let Text { fr, en } = wanted;
            return Text {
                fr: format!("d'abord, la donnée qui resserre le plus le total : {fr}"),
                en: format!("first, the datum that narrows the total most: {en}"),
            };
        }
        match last.coverage.filter(|known| *known < 1.0 - 1e-9) {
            Some(known) => {
                let rest = |lang: Lang| lang.percent(1.0 - known);
                Text {
                    fr: format!("remplir les {} de lignes qui ne disent rien", rest(Lang::Fr)),
                    en: format!("fill the {} of rows that say nothing", rest(Lang::En)),
                }
            }
            None => text!(
                "une année de plus, ou une valeur mesurée à la place de l'estimation",
                "another year, or a measured value in the place of the estimate"
            ),
        }
    }
}

/// The rows set aside of the year of a value, where there are some: what they hold comes first.
fn unread_of(value: &Value) -> Option<Text> {
    lacking_of(&unread(value)?)
}

/// What of a value hangs on the state of units, and on when they left.
fn of_state(value: &Value) -> Vec<Lacking> {
    let is_of_state = |one: &&Lacking| matches!(one.datum, Datum::Status | Datum::Exits);
    value.lacking.iter().filter(is_of_state).cloned().collect()
}

/// What of a value was not read.
pub(super) fn unread(value: &Value) -> Option<Vec<Lacking>> {
    let is_unread = |one: &&Lacking| matches!(one.datum, Datum::RowsAside | Datum::MovesAside);
    let all: Vec<Lacking> = value.lacking.iter().filter(is_unread).cloned().collect();
    (!all.is_empty()).then_some(all)
}

/// What was not read makes of a value: its bounds with it.
pub(super) fn unread_said(year: i32, value: &Value, of: &Definition) -> Option<Text> {
    let all = unread(value)?;
    let told =
        |lang: Lang| lang.list(all.iter().map(|one| one.of.say(lang)).collect::<Vec<&str>>());
    let Text { fr, en } = &Text::of(told);
    let (low, high) = match value.figure {
        Ok(figure) if value.read.is_some() => bounds(figure),
        _ => (f64::NEG_INFINITY, f64::INFINITY),
    };
    if !(low.is_finite() && high.is_finite()) {
        return Some(text!(
            "{year} : {fr} ; nul ne sait ce que cela y change",
            "{year}: {en}; nobody knows how much that changes"
        ));
    }
    let told = |lang: Lang| [low, high].map(|bound| in_unit(lang.short(bound), &of.unit, lang));
    let ([low, high], [low_en, high_en]) = (told(Lang::Fr), told(Lang::En));
    Some(text!(
        "{year} : {fr} ; avec ce qui n'a pas été lu, de {low} à {high}",
        "{year}: {en}; with what was not read, {low_en} to {high_en}"
    ))
}

/// How many data are named.
const NAMED: usize = 2;

/// The data that are lacking, of how much, and where to write them; nothing where none is.
fn lacking_of(lacking: &[Lacking]) -> Option<Text> {
    let said = |lang: Lang| {
        let one = |one: &Lacking| {
            let (what, of, place) = (one.datum.label(lang), one.of.say(lang), one.datum.place());
            let of_word = lang.label("pour", "of");
            format!("{what}, {of_word} {of} ({})", place.say(lang))
        };
        lacking.iter().take(NAMED).map(one).collect::<Vec<_>>().join(lang.semicolon())
    };
    (!lacking.is_empty()).then(|| Text::of(said))
}

/// A yes that rests on all rows is none where one of them was not read.
pub(super) fn unread_yes(standing: &mut Standing, last: &Value) {
    let is_yes = matches!(last.figure, Ok(Figure::YesNo(true)));
    if is_yes && standing.verdict == CommitmentVerdict::Ahead && unread(last).is_some() {
        standing.is(CommitmentVerdict::NotDistinguishable);
        standing.hangs_on_unread = true;
    }
}
