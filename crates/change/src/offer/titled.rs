//! What the titles of a file of quotations say of the rows below them, read as if it stood in their cells.

use super::quoted::{Quoted, QuotedBatch, Tax};
use super::title_line::TitleLine;
use equipment::{AcquisitionMode, TitleSays, ToldRow};
use ground::lang::Text;

use ground::text;
use inventory::Field;
use std::collections::BTreeMap;

/// What a title says of one matter, and where it stands to a row.
struct TitleStanding<'a> {
    words: &'a str,
    says: bool,
    /// Whether rows and another title stand between.
    is_ended: bool,
}

/// The lines of a file of quotations.
#[derive(Default)]
struct QuotationLines<'a> {
    titles: Vec<&'a TitleLine>,
    rows: Vec<u64>,
}

impl<'a> QuotationLines<'a> {
    /// The last title above a line, or the row's own, that says it.
    fn standing(
        &self,
        line: u64,
        own: &'a [TitleLine],
        of: impl Fn(&TitleSays) -> Option<bool>,
    ) -> Option<TitleStanding<'a>> {
        if let Some((title, says)) =
            own.iter().rev().find_map(|title| Some((title, of(&title.says)?)))
        {
            return Some(TitleStanding { words: &title.words, says, is_ended: false });
        }
        let above: Vec<&TitleLine> =
            self.titles.iter().copied().filter(|title| title.line < line).collect();
        let at = above.iter().rposition(|title| of(&title.says).is_some())?;
        let title = above[at];
        let next = above[at + 1..].iter().map(|title| title.line).find(|next| *next > title.line);
        let is_ended = title.line > 0
            && next
                .is_some_and(|next| self.rows.iter().any(|row| (title.line..next).contains(row)));
        Some(TitleStanding { words: &title.words, says: of(&title.says)?, is_ended })
    }

    /// A title below all rows that says yes: a remark on all of them.
    fn below(&self, of: impl Fn(&TitleSays) -> Option<bool>) -> Option<&'a str> {
        let last = self.rows.iter().max()?;
        let mut below = self.titles.iter().filter(|title| title.line > *last);
        below.find(|title| of(&title.says) == Some(true)).map(|title| title.words.as_str())
    }
}

impl QuotedBatch {
    /// Hears of a row that may be a title.
    pub(super) fn perhaps_title(&mut self, told: ToldRow<'_>) {
        self.keep_above(told);
        if let Some(cell) = told.lone() {
            self.titles.push(TitleLine::of(told, told.line(), &[cell]));
        }
    }

    /// Hears of an offer, which is a title where it is a word alone: `Portables reconditionnés`.
    pub(super) fn perhaps_titled(&mut self, told: ToldRow<'_>, offer: &mut Quoted) {
        self.keep_above(told);
        let cell = told.lone().filter(|_| !told.heading(Field::PriceEur).is_empty());
        let is_word = |cell: &String| !cell.bytes().any(|byte| byte.is_ascii_digit());
        if let Some(cell) = cell.filter(is_word) {
            self.titles.push(TitleLine::of(told, told.line(), &[cell]));
        }
        let section = told.section();
        let parts = section.iter().flat_map(|title| title.split('›')).map(str::trim);
        let of = |part: &str| TitleLine::of(told, told.line(), &[part.to_owned()]);
        offer.sections = parts.filter(|part| !part.is_empty()).map(of).collect();
    }

    /// Keeps the titles above the headings, once a file.
    fn keep_above(&mut self, told: ToldRow<'_>) {
        let above = told.titles_above();
        let is_kept =
            || self.titles.iter().any(|title| title.line == 0 && title.file == **told.file());
        if !above.is_empty() && !is_kept() {
            self.titles.extend(above.iter().map(|cells| TitleLine::of(told, 0, cells)));
        }
    }

    /// Has each offer heed the titles that it stands below.
    pub fn heed_titles(&mut self) {
        let mut titles = std::mem::take(&mut self.titles);
        titles.sort_by_key(|title| title.line);
        let place = |title: &TitleLine| (title.file.clone(), title.line, title.words.clone());
        titles.dedup_by(|a, b| place(a) == place(b));
        let mut files: BTreeMap<&str, QuotationLines<'_>> = BTreeMap::new();
        for title in &titles {
            files.entry(&title.file).or_default().titles.push(title);
        }
        let offers = self.offers.iter().map(|offer| (&offer.file, offer.line));
        for (file, line) in offers.chain(self.aside.iter().map(|(file, line)| (file, *line))) {
            // Of a file without titles none is asked.
            if let Some(lines) = files.get_mut(file.as_str())
                && lines.titles.binary_search_by_key(&line, |title| title.line).is_err()
            {
                lines.rows.push(line);
            }
        }
        for offer in &mut self.offers {
            let own = std::mem::take(&mut offer.sections);
            let none = QuotationLines::default();
            let lines = files.get(offer.file.as_str()).unwrap_or(&none);
            heed_payment(offer, lines, &own);
            heed_condition(offer, lines, &own);
            heed_money(offer, lines, &own);
        }
        titles.retain(|title| title.line > 0 && title.says != TitleSays::default());
        self.titles = titles;
    }
}

fn heed_payment(offer: &mut Quoted, lines: &QuotationLines<'_>, own: &[TitleLine]) {
    let of = |says: &TitleSays| says.is_let;
    let standing = lines.standing(offer.line, own, of);
    let (words, is_sure) = match &standing {
        Some(standing) if standing.says => (standing.words, !standing.is_ended),
        Some(_) => return,
        None => match lines.below(of) {
            Some(words) => (words, false),
            None => return,
        },
    };
    if offer.is_rent {
        return;
    }
    if offer.against.is_bought {
        offer.remarks.push(text!(
            "le titre {words} dit une location, sa ligne un achat : lue comme un achat",
            "the title {words} says a lease, its row a purchase: read as a purchase"
        ));
        return;
    }
    offer.against.rent.get_or_insert_with(|| words.to_owned());
    offer.is_rent = true;
    if is_sure {
        offer.mode = offer.mode.or(Some(AcquisitionMode::Leased));
    }
}

fn heed_condition(offer: &mut Quoted, lines: &QuotationLines<'_>, own: &[TitleLine]) {
    let Some(standing) = lines.standing(offer.line, own, |says| says.is_used) else { return };
    let TitleStanding { words, says, is_ended } = standing;
    match (says, is_ended, offer.mode) {
        (true, true, None) => offer.remarks.push(text!(
            "le titre {words} est celui d'autres lignes : compté neuf",
            "the title {words} is that of other rows: counted as new"
        )),
        (true, false, None) => {
            offer.mode = Some(AcquisitionMode::Refurbished);
            offer
                .remarks
                .push(text!("d'occasion d'après le titre {words}", "used, by the title {words}"));
        }
        (true, false, Some(AcquisitionMode::New)) => offer.is_contradicted = true,
        (false, false, None) => offer.mode = Some(AcquisitionMode::New),
        (false, false, Some(AcquisitionMode::Refurbished)) => {
            offer.mode = Some(AcquisitionMode::New);
            offer.is_contradicted = true;
        }
        _ => {}
    }
}

fn heed_money(offer: &mut Quoted, lines: &QuotationLines<'_>, own: &[TitleLine]) {
    let of = |says: &TitleSays| says.is_foreign;
    let foreign = match lines.standing(offer.line, own, of) {
        Some(standing) => standing.says.then_some(standing.words),
        None => lines.below(of),
    };
    if let Some(words) = foreign.filter(|_| offer.price.is_some()) {
        if offer.is_in_euros {
            offer.remarks.push(text!(
                "le titre {words} dit une autre monnaie, sa ligne l'euro : lue en euros",
                "the title {words} says another currency, its row the euro: read in euros"
            ));
        } else {
            offer.against.currency.get_or_insert_with(|| words.to_owned());
        }
    }
    let Some(standing) = lines.standing(offer.line, own, |says| says.has_tax) else { return };
    let (words, said) = (standing.words, if standing.says { Tax::Included } else { Tax::Excluded });
    match offer.tax {
        _ if offer.price.is_none() => {}
        None => {
            offer.tax = Some(said);
            let Text { fr, en } = match said {
                Tax::Excluded => text!("prix hors taxes", "price without tax"),
                Tax::Included => text!("prix taxes comprises", "price with tax"),
            };
            offer
                .remarks
                .push(text!("{fr} d'après le titre {words}", "{en}, by the title {words}"));
        }
        Some(own) if own != said => offer.remarks.push(text!(
            "le titre {words} dit le contraire des taxes de la colonne, qui est lue",
            "the title {words} says the contrary of the column's tax, which is read"
        )),
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{QuotationLines, TitleLine};
    use equipment::TitleSays;

    fn title(line: u64, words: &str) -> TitleLine {
        let says = TitleSays::of(&[words.to_owned()]);
        TitleLine { file: "f".into(), line, words: words.into(), says }
    }

    #[test]
    fn a_title_stands_until_another_says_the_contrary_or_takes_its_place() {
        let titles = [
            title(0, "Proposition de location"),
            title(3, "Matériel reconditionné"),
            title(4, "Portables"),
            title(7, "Écrans"),
            title(10, "Achat"),
        ];
        let lines = QuotationLines { titles: titles.iter().collect(), rows: vec![5, 6, 8, 9, 11] };
        let is_let = |line: u64| lines.standing(line, &[], |says| says.is_let).map(|one| one.says);
        assert_eq!((is_let(5), is_let(9), is_let(11)), (Some(true), Some(true), Some(false)));
        let used = |line: u64| lines.standing(line, &[], |says| says.is_used);
        // A title right below is within it; so is what takes the place of that one.
        assert!(used(5).is_some_and(|one| one.says && !one.is_ended));
        assert!(used(8).is_some_and(|one| one.says && !one.is_ended));
        let flat = [title(3, "Matériel reconditionné"), title(5, "Écrans")];
        let lines = QuotationLines { titles: flat.iter().collect(), rows: vec![4, 6] };
        let used = |line: u64| lines.standing(line, &[], |says| says.is_used);
        assert!(
            used(4).is_some_and(|one| !one.is_ended) && used(6).is_some_and(|one| one.is_ended)
        );
        let below = [title(9, "Loyers mensuels HT")];
        let lines = QuotationLines { titles: below.iter().collect(), rows: vec![4, 6] };
        assert_eq!(lines.below(|says| says.is_let), Some("Loyers mensuels HT"));
    }
}
