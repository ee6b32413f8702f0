//! Which sheets of a workbook are the inventory: the one that reads best, and those of its form.

use super::dated::latest;
use super::lines::{Lines, Met, Seat};
use super::{LOOKED_AT, Workbook};
use crate::head::{Written, find_heading};
use crate::headings::key;
use crate::{Field, Opening};
use ground::fault::Fault;
use ground::lang::Text;
use ground::text;
use std::collections::HashMap;
use std::path::Path;

/// What is of one machine, or counts machines: a merged cell of it does not hold for other rows.
const SPARED: [Field; 6] =
    [Field::Quantity, Field::EquipmentId, Field::Serial, Field::Uuid, Field::AssetTag, Field::Name];

/// A sheet to be read.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// Columns not filled below a merged cell.
    pub(super) spared: Vec<u32>,
    /// The row of its headings, from 0.
    heading: u64,
    headers: Vec<String>,
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
    candidates: Vec<Sheet>,
    read: Vec<Sheet>,
    met: Met,
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
    let names = workbook.names();
    let mut known = Vec::new();
    let mut first_filled = None;
    for (at, name) in names.iter().enumerate() {
        let mut head = Vec::new();
        let mut lines = Lines::new(&mut head);
        workbook.cells(name, LOOKED_AT, &mut lines)?;
        if lines.filled > 0 {
            first_filled = first_filled.or(Some(name));
        }
        if let Ok(heading) = find_heading(path, &head, true, opening, Written::here(None)) {
            let (layout, rank) = (heading.layout, heading.rank);
            // A cross table is still as its sheet has it.
            let own = if heading.crossed.is_some() { 0 } else { layout.roles.len() };
            let spared = SPARED.into_iter().filter_map(|field| layout.column(field));
            let sheet = Sheet {
                name: name.clone(),
                spared: spared.filter(|at| *at < own).filter_map(|at| at.try_into().ok()).collect(),
                heading: heading.line.saturating_sub(1),
                headers: match &heading.crossed {
                    Some(crossed) => crossed.headers().to_vec(),
                    None => layout.headers[..own].to_vec(),
                },
            };
            known.push((rank, at, sheet));
        }
    }
    // The best first; of two alike, the first.
    let best = known.iter().max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let Some(best) = best.map(|(_, _, sheet)| sheet.clone()) else {
        let Some(name) = first_filled else {
            return Err(
                Fault::new(text!("le classeur est vide", "the workbook is empty")).in_file(path)
            );
        };
        let (name, spared) = (name.clone(), Vec::new());
        let only = Sheet { name, spared, heading: 0, headers: Vec::new() };
        return Ok(Chosen { candidates: vec![only], ..Chosen::default() });
    };
    let form = form_of(&best.headers);
    let mut chosen = Chosen { width: Some(best.headers.len()), ..Chosen::default() };
    for (_, _, sheet) in known {
        if form_of(&sheet.headers) == form {
            chosen.candidates.push(sheet);
        } else {
            chosen.alike.push(sheet.name);
        }
    }
    chosen.keep_the_last();
    let read = |name: &String| {
        let said = [&chosen.alike, &chosen.earlier];
        said.iter().any(|list| list.contains(name))
            || chosen.candidates.iter().any(|sheet| sheet.name == *name)
    };
    chosen.others = names.iter().filter(|name| !read(name)).cloned().collect();
    Ok(chosen)
}

/// What sheets of one form have in common: their headings, in any order.
fn form_of(headers: &[String]) -> Vec<String> {
    let mut keys: Vec<String> = headers.iter().map(|header| key(header)).collect();
    keys.retain(|key| !key.is_empty());
    keys.sort();
    keys
}

impl Chosen {
    /// Sheets named after times are the same estate at each: the last counts.
    fn keep_the_last(&mut self) {
        let (kept, earlier) = latest(std::mem::take(&mut self.candidates));
        self.candidates = kept;
        self.earlier = earlier.into_iter().map(|sheet: Sheet| sheet.name).collect();
    }

    /// The sheets to read.
    pub(super) fn candidates(&mut self) -> Vec<Sheet> {
        std::mem::take(&mut self.candidates)
    }

    /// Where the rows of a sheet go: in the columns of the first one.
    pub(super) fn seat(&self, sheet: &Sheet, workbook: &str) -> Option<Seat> {
        let width = u32::try_from(self.width?).ok()?;
        let first = self.read.first().unwrap_or(sheet);
        let mut columns = HashMap::new();
        let mut taken = vec![false; first.headers.len()];
        for (own, header) in (0..).zip(&sheet.headers) {
            let place = |at: &usize| !taken[*at] && key(&first.headers[*at]) == key(header);
            if let Some(at) = (0..taken.len()).find(place) {
                taken[at] = true;
                columns.insert(own, u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        Some(Seat {
            name: format!("{workbook}#{}", sheet.name),
            heading: sheet.heading,
            follows: !self.read.is_empty(),
            columns,
            width,
        })
    }

    /// Takes note of a sheet that was read.
    pub(super) fn take(&mut self, sheet: Sheet, rows: u64, met: Met) {
        self.rows += rows;
        self.met.beyond += met.beyond;
        self.met.unfilled += met.unfilled;
        self.met.twice += met.twice;
        self.met.left_out += met.left_out;
        self.read.push(sheet);
    }

    /// The sheets that are read, as their rows name them and by their own names.
    pub(crate) fn sheets(&self, workbook: &str) -> Vec<(String, String)> {
        let named = |sheet: &Sheet| (format!("{workbook}#{}", sheet.name), sheet.name.clone());
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
        let mut notes = vec![match (read.len(), self.others.len()) {
            (1, 0) => text!("feuille lue : `{sheets}`", "sheet read: `{sheets}`"),
            (1, _) => text!(
                "feuille lue : `{sheets}` ; laissées : {0}",
                "sheet read: `{sheets}`; left: {0}",
                list(&self.others)
            ),
            (n, 0) => text!(
                "{n} feuilles de mêmes titres, lues comme un seul inventaire : {sheets}",
                "{n} sheets of the same headings, read as one inventory: {sheets}"
            ),
            (n, _) => text!(
                "{n} feuilles de mêmes titres, lues comme un seul inventaire : {sheets} ; laissées : {0}",
                "{n} sheets of the same headings, read as one inventory: {sheets}; left: {0}",
                list(&self.others)
            ),
        }];
        if !self.alike.is_empty() {
            notes.push(text!(
                "feuilles qui ressemblent aussi à un inventaire, de titres différents, et qui ne sont pas lues : {0} ; pour en compter une, enregistrez-la seule et donnez les deux fichiers ensemble",
                "sheets that look like an inventory too, of other headings, and are not read: {0}; to count one, save it alone and give both files together",
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
        let Met { beyond, unfilled, twice, left_out } = self.met;
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
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(names: &[&str]) -> Chosen {
        let sheet = |name: &&str| Sheet {
            name: (*name).to_owned(),
            spared: Vec::new(),
            heading: 0,
            headers: Vec::new(),
        };
        Chosen { candidates: names.iter().map(sheet).collect(), ..Chosen::default() }
    }

    #[track_caller]
    fn kept(names: &[&str], expected: &[&str]) {
        let mut chosen = sheets(names);
        chosen.keep_the_last();
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
}
