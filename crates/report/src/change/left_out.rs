//! What each year leaves out of its total, said before the effects are told.

use super::figure;
use change::{Change, MachineFlow, YearTotal};
use ground::lang::{Lang, Noun, Text};
use ground::text;

/// `Pas dans le total de 2024 : 10 lignes écartées.`, and the cells taken as empty, which take nothing
/// out of it; once where both years leave out as much, nothing where both totals are whole.
pub(super) fn left_out(change: &Change, lang: Lang) -> Option<String> {
    let totals = [
        text!("Pas dans le total de", "Not in the total of"),
        text!("Pas dans les totaux de", "Not in the totals of"),
    ];
    let cells = [
        text!("Dans le total de", "In the total of"),
        text!("Dans les totaux de", "In the totals of"),
    ];
    let said = [of_years(change, totals, lang, lacks), of_years(change, cells, lang, unread)];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// What is said of each year, under the name of one year or of both.
fn of_years(
    change: &Change,
    [one, both]: [Text; 2],
    lang: Lang,
    said: fn(&YearTotal, Lang) -> Option<String>,
) -> Option<String> {
    let [from, to] = [&change.from, &change.to].map(|year| said(year, lang));
    let (first, last) = (change.from.year, change.to.year);
    if from == to {
        let and = lang.label("et", "and");
        let name = format!("{} {first} {and} {last}", both.say(lang));
        return from.map(|said| format!("{name}{}{said}.", lang.colon()));
    }
    let of = |year: i32, said: Option<String>| {
        said.map(|said| format!("{} {year}{}{said}.", one.say(lang), lang.colon()))
    };
    let all: Vec<String> = [of(first, from), of(last, to)].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// Whose rows nothing names: of those, no effect is told of what became better known. Two years'
/// rows of one type, site and model may be other machines; pairing them by the group would be a
/// guess.
pub(super) fn unnamed(change: &Change, lang: Lang) -> Option<String> {
    let flow = change.flows.unnamed;
    if flow == MachineFlow::default() {
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

fn lacks(year: &YearTotal, lang: Lang) -> Option<String> {
    let said: Vec<String> =
        year.left_out.iter().map(|lack| lack.text().say(lang).to_owned()).collect();
    (!said.is_empty()).then(|| said.join(lang.semicolon()))
}

fn unread(year: &YearTotal, lang: Lang) -> Option<String> {
    let cells = year.unread_cells as f64;
    (year.unread_cells > 0).then(|| Noun::CELL_UNREAD.said(lang, cells))
}
