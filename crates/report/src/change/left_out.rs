//! What each year leaves out of its total, said before the effects are told.

use change::{Change, Figure};
use ground::lang::{Lang, Noun};

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

fn of_year(year: &Figure, lang: Lang) -> Option<String> {
    let lacks = year.left_out.iter().map(|lack| lack.text().say(lang).to_owned());
    let cells =
        (year.unread_cells > 0).then(|| Noun::CELL_UNREAD.said(lang, year.unread_cells as f64));
    let said: Vec<String> = lacks.chain(cells).collect();
    (!said.is_empty()).then(|| said.join(lang.semicolon()))
}
