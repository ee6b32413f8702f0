//! What each year leaves out of its total, said before the effects are told.

use super::figure;
use change::{Change, Figure, Flow};
use ground::lang::{Lang, Noun};
use ground::text;

/// `Pas dans le total de 2024 : 10 lignes écartées.`, once where both years leave out as much;
/// nothing where both totals are whole.
pub(super) fn left_out(change: &Change, lang: Lang) -> Option<String> {
    let [from, to] = [&change.from, &change.to].map(|year| of_year(year, lang));
    let years = (change.from.year, change.to.year);
    let said: Vec<String> = if from == to {
        let totals = match lang {
            Lang::Fr => format!("Pas dans les totaux de {} et {}", years.0, years.1),
            Lang::En => format!("Not in the totals of {} and {}", years.0, years.1),
        };
        from.map(|said| format!("{totals}{}{said}.", lang.colon())).into_iter().collect()
    } else {
        let of = |year: i32, said: Option<String>| {
            let total = match lang {
                Lang::Fr => format!("Pas dans le total de {year}"),
                Lang::En => format!("Not in the total of {year}"),
            };
            said.map(|said| format!("{total}{}{said}.", lang.colon()))
        };
        of(years.0, from).into_iter().chain(of(years.1, to)).collect()
    };
    (!said.is_empty()).then(|| said.join(" "))
}

/// Whose rows nothing names: of those, no effect is told of what became better known. Two years'
/// rows of one type, site and model may be other machines; pairing them by the group would be a
/// guess.
pub(super) fn unnamed(change: &Change, lang: Lang) -> Option<String> {
    let flow = change.flows.unnamed;
    if flow == Flow::default() {
        return None;
    }
    let years = (change.from.year, change.to.year);
    let unit = &change.criterion.1;
    let [before, after] = [flow.before, flow.after].map(|value| figure(lang, unit, value, false));
    let said = text!(
        "Lignes sans identifiant ({before} en {0}, {after} en {1}) : rien ne dit lesquelles sont les mêmes machines ; ce qui y est autrement connu n'est pas dans la qualité des données, mais dans le nombre, les modèles, la durée ou la consommation.",
        "Rows without an identifier ({before} in {0}, {after} in {1}): nothing tells which are the same machines; what is otherwise known of them is not in the quality of data, but in volume, models, lifetime or energy.",
        years.0,
        years.1
    );
    Some(said.say(lang).to_owned())
}

fn of_year(year: &Figure, lang: Lang) -> Option<String> {
    let lacks = year.left_out.iter().map(|lack| lack.text().say(lang).to_owned());
    let cells =
        (year.unread_cells > 0).then(|| Noun::CELL_UNREAD.said(lang, year.unread_cells as f64));
    let said: Vec<String> = lacks.chain(cells).collect();
    (!said.is_empty()).then(|| said.join(lang.semicolon()))
}
