//! Which sheets of a workbook are the inventory: the one that reads best, and those of its form.

use super::dated::latest;
use super::lines::{Formula, LineWriter, MetInSheet, Seat};
use super::{LOOKED_AT, NamedSheet, Workbook};
use crate::head::{Heading, TableText, WrittenTable, find_heading_by};
use crate::headings::key;
use crate::kinds::WordJudge;
use crate::recognise::Rank;
use crate::sum_words::{is_summary, is_summary_alone};
use crate::{Field, Opening, Role};
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{Holds, UnreadCell, Why, masked_in};
use ground::text;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet, VecDeque};
use std::path::Path;
use std::sync::Arc;

/// A sheet to be read.
#[derive(Debug, Clone, Default)]
pub(super) struct ChosenSheet {
    pub(super) name: String,
    /// Its place among the sheets of the workbook.
    pub(super) at: usize,
    /// Columns not filled below a merged cell.
    pub(super) spared: Vec<u32>,
    /// Columns that are read, but for the numbers of units.
    read: Vec<u32>,
    /// The row of its headings, from 0.
    heading: u64,
    headers: Vec<String>,
    /// What its headings are compared by.
    keys: Vec<String>,
    /// Whether its rows say how many units they are.
    counts: bool,
    /// Whether it is a cross table, or below a line that groups its headings.
    crossed: bool,
}

/// The sheets that are read.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    /// Their rows, the blank ones included.
    pub(crate) rows: u64,
    /// How many columns their table has, before those that say the sheet and the row; `None` where
    /// no headings are known.
    pub(crate) width: Option<usize>,
    pub(super) copies: Vec<String>,
    /// What the headings of that table are compared by.
    keys: Vec<String>,
    /// Those of its headings that the first sheet does not have.
    added: Vec<String>,
    candidates: Vec<ChosenSheet>,
    read: Vec<ChosenSheet>,
    met: MetInSheet,
    /// The cells whose formula has no value.
    pub(crate) formulas: Vec<UnreadCell>,
    /// Those of the sheets read that the workbook hides.
    hidden: Vec<String>,
    earlier: Vec<String>,
    others: Vec<String>,
    alike: Vec<String>,
}

/// Looks at the first rows of every sheet, and chooses.
///
/// # Errors
///
/// The workbook is empty, or cannot be read.
pub(super) fn choose(
    path: &Path,
    workbook: &mut dyn Workbook,
    opening: &Opening<'_>,
) -> Result<Chosen, Fault> {
    let named = workbook.sheets();
    let judge = WordJudge::new(opening.kinds).in_year(opening.year);
    let mut known = Vec::new();
    let mut first_filled = None;
    for (at, NamedSheet { name, same_as, .. }) in named.iter().enumerate() {
        if *same_as < at {
            continue;
        }
        let mut head = Vec::new();
        let mut lines = LineWriter::new(&mut head).looking();
        workbook.cells(at, LOOKED_AT, &mut lines)?;
        if lines.filled > 0 {
            first_filled = first_filled.or(Some(at));
        }
        let table = WrittenTable::here(None);
        let text = TableText { path, head: &head, whole: true, opening, table, judge: &judge };
        if let Ok(heading) = find_heading_by(text) {
            known.push((heading.rank, ChosenSheet::of(at, name, &heading)));
        }
    }
    // The best first, a summary last; of two alike, the first.
    let standing =
        |(rank, sheet): &(Rank, ChosenSheet)| (!sheet.sums_up(), *rank, Reverse(sheet.at));
    let best = known.iter().max_by_key(|known| standing(known));
    let Some(best) = best.map(|(_, sheet)| sheet.clone()) else {
        let Some(at) = first_filled else {
            return Err(
                Fault::new(text!("le classeur est vide", "the workbook is empty")).in_file(path)
            );
        };
        let only = ChosenSheet { name: named[at].name.clone(), at, ..ChosenSheet::default() };
        return Ok(Chosen { candidates: vec![only], ..Chosen::default() });
    };
    let mut chosen = Chosen::default();
    let (candidates, alike): (Vec<ChosenSheet>, Vec<ChosenSheet>) =
        known.into_iter().map(|(_, sheet)| sheet).partition(|sheet| sheet.joins(&best));
    let alike: HashSet<usize> = alike.iter().map(|sheet| sheet.at).collect();
    let of_form: HashSet<usize> = candidates.iter().map(|sheet| sheet.at).collect();
    chosen.candidates = candidates;
    chosen.keep_the_last(opening.year);
    chosen.lay();
    let read: HashSet<usize> = chosen.candidates.iter().map(|sheet| sheet.at).collect();
    for (at, NamedSheet { name, same_as, hidden }) in named.into_iter().enumerate() {
        let list = match same_as {
            own if read.contains(&own) && own == at => {
                chosen.hidden.extend(hidden.then_some(name));
                continue;
            }
            // One part of the workbook under several names is one sheet.
            own if read.contains(&own) => &mut chosen.copies,
            own if of_form.contains(&own) => &mut chosen.earlier,
            own if alike.contains(&own) => &mut chosen.alike,
            _ => &mut chosen.others,
        };
        list.push(name);
    }
    Ok(chosen)
}

impl ChosenSheet {
    fn of(at: usize, name: &str, heading: &Heading) -> Self {
        let layout = &heading.layout;
        // A cross table is still as its sheet has it.
        let own = if heading.crossed.is_some() { 0 } else { layout.roles.len() };
        // What is of one machine, or counts machines: a merged cell of it does not hold for other rows.
        let is_spared = |field: &Field| field.is_of_each() || *field == Field::Quantity;
        let fields = Field::ALL.into_iter().filter(is_spared);
        let spared = fields.filter_map(|field| layout.column(field));
        // A number of units that nobody worked out is no empty cell: it costs its row.
        let is_read = |role: &Role| match role {
            Role::Field(field) | Role::Second(field) => *field != Field::Quantity,
            Role::Hint(_) => true,
            _ => false,
        };
        let read = (0..).zip(&layout.roles[..own]).filter(|(_, role)| is_read(role));
        let headers = match &heading.crossed {
            Some(crossed) => crossed.headers().to_vec(),
            None => layout.headers[..own].to_vec(),
        };
        Self {
            name: name.to_owned(),
            at,
            spared: spared.filter(|at| *at < own).filter_map(|at| at.try_into().ok()).collect(),
            read: read.map(|(at, _)| at).collect(),
            heading: heading.line.saturating_sub(1),
            keys: headers.iter().map(|header| key(header)).collect(),
            headers,
            counts: layout.column(Field::Quantity).is_some(),
            crossed: heading.crossed.is_some()
                || heading.unfolded.as_ref().is_some_and(|unfolded| unfolded.is_grouped),
        }
    }

    /// Whether its name says that it sums up others.
    fn sums_up(&self) -> bool {
        is_summary(&self.name)
    }

    /// Whether its rows follow those of another sheet: its headings are the same, or two in three of
    /// all that the two have are, and both list machines or both count them. A summary, which counts
    /// what another sheet lists, has other headings or counts where that does not.
    fn joins(&self, other: &Self) -> bool {
        // What sums up others counts once more what they list.
        if is_summary_alone(&self.name) && !other.sums_up() {
            return false;
        }
        let (own, others) = (self.form(), other.form());
        if own == others {
            return true;
        }
        let shared = own.iter().filter(|key| others.contains(key)).count();
        let all = own.len() + others.len() - shared;
        let plain =
            !self.crossed && !other.crossed && !self.sums_up() && self.counts == other.counts;
        plain && shared * 3 >= all * 2
    }

    /// What sheets of one form have in common: their headings, in any order.
    fn form(&self) -> Vec<&str> {
        let keys = self.keys.iter().map(String::as_str);
        let mut keys: Vec<&str> = keys.filter(|key| !key.is_empty()).collect();
        keys.sort_unstable();
        keys
    }
}

impl Chosen {
    /// Sheets named after times are the same estate at each: the last by the end of the year that is asked
    /// for counts.
    fn keep_the_last(&mut self, asked: Option<u16>) {
        self.candidates = latest(std::mem::take(&mut self.candidates), asked);
    }

    /// Lays the headings of the table: those of the first sheet, and after them what others have
    /// besides.
    fn lay(&mut self) {
        let Some((first, others)) = self.candidates.split_first() else { return };
        self.keys.clone_from(&first.keys);
        for sheet in others {
            // Of columns under one heading, the first goes to the first.
            let mut free = self.keys.clone();
            for (key, header) in sheet.keys.iter().zip(&sheet.headers) {
                match free.iter().position(|known| known == key) {
                    Some(at) => drop(free.swap_remove(at)),
                    None if key.is_empty() => {}
                    None => {
                        self.keys.push(key.clone());
                        self.added.push(header.clone());
                    }
                }
            }
        }
        self.width = Some(self.keys.len());
    }

    /// The sheets to read.
    pub(super) fn candidates(&mut self) -> Vec<ChosenSheet> {
        std::mem::take(&mut self.candidates)
    }

    /// Where the rows of a sheet go: in the columns of the first one.
    pub(super) fn seat(&self, sheet: &ChosenSheet, workbook: &str) -> Option<Seat> {
        let width = u32::try_from(self.width?).ok()?;
        // Of columns under one heading, the first goes to the first.
        let mut places: HashMap<&str, VecDeque<u32>> = HashMap::new();
        for (at, key) in (0..).zip(&self.keys) {
            places.entry(key).or_default().push_back(at);
        }
        let mut columns = HashMap::new();
        for (own, key) in (0..).zip(&sheet.keys) {
            let place = places.get_mut(key.as_str()).and_then(VecDeque::pop_front);
            columns.extend(place.map(|at| (own, at)));
        }
        Some(Seat {
            name: format!("{workbook}#{}", sheet.name),
            heading: sheet.heading,
            crossed: sheet.crossed,
            follows: !self.read.is_empty(),
            columns,
            width,
            added: self.added.clone(),
            read: sheet.read.clone(),
        })
    }

    /// Takes note of the formulas of a sheet that have no value.
    pub(super) fn note_formulas(
        &mut self,
        sheet: &ChosenSheet,
        workbook: &str,
        formulas: Vec<Formula>,
    ) {
        let file: Arc<str> = format!("{workbook}#{}", sheet.name).into();
        self.formulas.extend(formulas.into_iter().map(|Formula { row, column, text }| {
            UnreadCell {
                file: file.clone(),
                line: row,
                column: sheet.headers.get(column as usize).map_or("", |own| own.trim()).to_owned(),
                value: masked_in(Holds::Remarks, &text).into_owned(),
                why: Why::formula(),
            }
        }));
    }

    /// Takes note of a sheet that was read.
    pub(super) fn take(&mut self, sheet: ChosenSheet, rows: u64, met: MetInSheet) {
        self.rows += rows;
        self.met.beyond += met.beyond;
        self.met.cut += met.cut;
        self.met.unfilled += met.unfilled;
        self.met.twice += met.twice;
        self.met.left_out += met.left_out;
        self.read.push(sheet);
    }

    /// The sheets that are read, as their rows name them and by their own names.
    pub(crate) fn sheets(&self, workbook: &str) -> Vec<(String, String)> {
        let named =
            |sheet: &ChosenSheet| (format!("{workbook}#{}", sheet.name), sheet.name.clone());
        self.read.iter().map(named).collect()
    }

    /// What the table is called: by its sheet, where it is of one.
    pub(crate) fn name(&self, workbook: &str) -> String {
        match self.read.as_slice() {
            [only] => format!("{workbook}#{}", only.name),
            _ => workbook.to_owned(),
        }
    }

    /// What is said of them.
    pub(crate) fn notes(&self) -> Vec<Text> {
        let list = |names: &[String]| ground::fault::clip(&names.join(", "));
        let read: Vec<String> = self.read.iter().map(|sheet| sheet.name.clone()).collect();
        let sheets = list(&read);
        let (fr, en) = if self.added.is_empty() {
            ("de mêmes titres", "of the same headings")
        } else {
            ("de titres proches", "of nearly the same headings")
        };
        let mut notes = vec![match (read.len(), self.others.len()) {
            (1, 0) => text!("feuille lue : `{sheets}`", "sheet read: `{sheets}`"),
            (1, _) => text!(
                "feuille lue : `{sheets}` ; laissées : {0} ; si l'une est un inventaire, enregistrez-la seule et dites ses colonnes avec `--column`",
                "sheet read: `{sheets}`; left: {0}; if one is an inventory, save it alone and say its columns with `--column`",
                list(&self.others)
            ),
            (n, 0) => text!(
                "{n} feuilles {fr}, lues comme un seul inventaire : {sheets}",
                "{n} sheets {en}, read as one inventory: {sheets}"
            ),
            (n, _) => text!(
                "{n} feuilles {fr}, lues comme un seul inventaire : {sheets} ; laissées : {0} ; si l'une est un inventaire, enregistrez-la seule et dites ses colonnes avec `--column`",
                "{n} sheets {en}, read as one inventory: {sheets}; left: {0}; if one is an inventory, save it alone and say its columns with `--column`",
                list(&self.others)
            ),
        }];
        if !self.hidden.is_empty() {
            notes.push(text!(
                "feuilles masquées dans le classeur, lues comme les autres : {0} ; supprimez-les si elles ne comptent pas",
                "sheets that the workbook hides, read like the others: {0}; delete them if they do not count",
                list(&self.hidden)
            ));
        }
        if !self.alike.is_empty() {
            notes.push(text!(
                "feuilles qui ressemblent aussi à un inventaire, de titres différents ou qui résument les autres par leur nom, et qui ne sont pas lues : {0} ; pour en compter une, enregistrez-la seule et donnez les deux fichiers ensemble",
                "sheets that look like an inventory too, of other headings or that sum the others up by their name, and are not read: {0}; to count one, save it alone and give both files together",
                list(&self.alike)
            ));
        }
        if !self.earlier.is_empty() {
            notes.push(text!(
                "feuilles d'autres années, d'autres mois ou d'autres versions, laissées : {0} ; si elles s'ajoutent, enregistrez chacune à part et donnez les fichiers ensemble",
                "sheets of other years, months or versions, left: {0}; if they add up, save each alone and give the files together",
                list(&self.earlier)
            ));
        }
        if !self.copies.is_empty() {
            notes.push(text!(
                "feuilles dont les lignes sont déjà dans les autres, laissées : {0}",
                "sheets whose rows are in the others already, left: {0}",
                list(&self.copies)
            ));
        }
        let MetInSheet { beyond, cut, unfilled, twice, left_out } = self.met;
        if left_out > 0 {
            notes.push(text!(
                "répétitions d'une même ligne au-delà de ce qu'un inventaire contient, non lues : {left_out}",
                "repeats of one row beyond what an inventory holds, not read: {left_out}"
            ));
        }
        if unfilled > 0 {
            notes.push(text!(
                "cellules sous un nombre ou un identifiant fusionné, qui n'y est pas répété : {unfilled}",
                "cells below a merged number or identifier, which is not repeated there: {unfilled}"
            ));
        }
        if twice > 0 {
            notes.push(text!(
                "lignes dont le numéro est déjà pris dans la feuille, lues comme des lignes de plus : {twice}",
                "rows whose number is taken in the sheet, read as rows of their own: {twice}"
            ));
        }
        if beyond > 0 {
            notes.push(text!(
                "cellules au-delà de la 1024e colonne, non lues : {beyond}",
                "cells beyond column 1024, not read: {beyond}"
            ));
        }
        if cut > 0 {
            notes.push(text!(
                "cellules de plus de texte qu'aucun tableur n'en garde, dont seul le début est lu : {cut}",
                "cells of more text than any spreadsheet keeps, of which the start alone is read: {cut}"
            ));
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(names: &[&str]) -> Chosen {
        let sheet =
            |name: &&str| ChosenSheet { name: (*name).to_owned(), ..ChosenSheet::default() };
        Chosen { candidates: names.iter().map(sheet).collect(), ..Chosen::default() }
    }

    #[track_caller]
    fn kept(names: &[&str], expected: &[&str]) {
        kept_of(None, names, expected);
    }

    #[track_caller]
    fn kept_of(asked: Option<u16>, names: &[&str], expected: &[&str]) {
        let mut chosen = sheets(names);
        chosen.keep_the_last(asked);
        let kept: Vec<String> = chosen.candidates().into_iter().map(|sheet| sheet.name).collect();
        assert_eq!(kept, expected);
    }

    #[test]
    fn of_sheets_named_after_years_the_last_counts() {
        kept(&["Parc 2023", "Parc 2025", "Parc 2024"], &["Parc 2025"]);
        kept(&["Lyon", "Paris 2025"], &["Lyon", "Paris 2025"]);
        kept(&["Lyon 2025", "Paris 2025"], &["Lyon 2025", "Paris 2025"]);
        kept(&["2025"], &["2025"]);
        kept(&["État 2024", "État 2025", "Réserve"], &["État 2025", "Réserve"]);
        kept(&["2023", "2024", "Sorties 2024"], &["2024", "Sorties 2024"]);
        kept(&["Achats 2023", "Achats 2024"], &["Achats 2023", "Achats 2024"]);
    }

    #[test]
    fn of_sheets_named_after_months_or_versions_the_last_counts() {
        kept(&["Février", "Novembre", "Mars"], &["Novembre"]);
        kept(&["Déc. 2024", "Janv. 2025"], &["Janv. 2025"]);
        kept(&["V1", "V3 corrigée", "V2"], &["V3 corrigée"]);
        kept(&["Lyon mai", "Nice juin"], &["Lyon mai", "Nice juin"]);
    }

    #[test]
    fn of_sheets_at_several_times_the_last_by_the_end_of_the_year_counts() {
        let asked = Some(2024);
        kept_of(asked, &["Parc 2023", "Parc 2024", "Parc 2025"], &["Parc 2024"]);
        kept_of(asked, &["Parc_2024", "Parc_2025"], &["Parc_2024"]);
        kept_of(asked, &["2025", "2026"], &["2025"]);
        kept_of(asked, &["31-12-2024", "30-06-2025"], &["31-12-2024"]);
        kept_of(asked, &["Juin 2024", "Déc. 2024", "Janv. 2025"], &["Déc. 2024"]);
        kept_of(asked, &["Parc 2024 v1", "Parc 2024 v2", "Parc 2025"], &["Parc 2024 v2"]);
        kept(&["Parc 2023-2024", "Parc 2024-2025"], &["Parc 2024-2025"]);
        kept_of(asked, &["Lyon 2024", "Paris 2025"], &["Lyon 2024", "Paris 2025"]);
    }
}
