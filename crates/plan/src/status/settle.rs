//! What would settle a commitment: the datum that its bounds are wide for want of.

use super::StatusJudge;
use ground::lang::{Lang, Text};
use ground::text;
use indicator::{Definition, Lacking, Quality, Value};

impl StatusJudge<'_> {
    /// What would settle it.
    pub(super) fn settle(
        &self,
        definition: &Definition,
        base: Option<&Value>,
        last: &Value,
    ) -> Text {
        let number = |id: &str| Some(self.held.other(id, self.year)?.interval()?.value);
        let by_electricity = definition.id.starts_with("it_electricity");
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
        if let Some(Text { fr, en }) = base.and_then(|base| lacking_of(&base.lacking)) {
            return text!("pour la base, {fr}", "for the base, {en}");
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
