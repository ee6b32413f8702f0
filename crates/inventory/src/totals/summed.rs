//! Which rows of a table sum others up by their numbers, and what is said of them.

use super::sureness::SumCertainty;
use ground::fault::clip;
use ground::lang::Text;
use ground::text;
use std::collections::BTreeMap;
use std::hash::BuildHasher;

/// The rows of a table that sum others up, by their lines in the text that is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct SummedRows {
    /// How sure it is, and what tells the row's cells from those that somebody put in their place.
    pub(super) rows: BTreeMap<u64, (SumCertainty, u64)>,
    /// How they are called.
    called: BTreeMap<SumCertainty, CalledRows>,
    /// Where rows stand below that were not looked at: the last line that was.
    looked_to: Option<u64>,
    /// Columns where the word of a total is a name: most rows have it, and sum up none.
    names: Vec<usize>,
    /// Where they may be totals by their numbers: how many rows were looked at.
    looked_at: Option<usize>,
}

/// How rows that sum others up are called.
#[derive(Debug, Clone, Default)]
struct CalledRows {
    rows: usize,
    /// Names, each once.
    names: Vec<String>,
    /// How many rows have none.
    nameless: usize,
}

impl CalledRows {
    /// Their names, of which a few are enough.
    fn list(&self) -> Text {
        const MOST: usize = 5;
        let shown: Vec<String> = self.names.iter().take(MOST).map(|name| clip(name)).collect();
        let shown = shown.join(", ");
        let nameless = match self.nameless {
            0 => None,
            1 => Some(text!("une sans nom", "one without a name")),
            rows => Some(text!("{rows} sans nom", "{rows} without a name")),
        };
        let more = match self.names.len().saturating_sub(MOST) {
            0 => None,
            1 => Some(text!("un autre nom", "one more name")),
            names => Some(text!("{names} autres noms", "{names} more names")),
        };
        let named = (!shown.is_empty()).then(|| text!("{shown}", "{shown}"));
        let all: Vec<Text> = [named, more, nameless].into_iter().flatten().collect();
        Text::of(|lang| all.iter().map(|one| one.say(lang)).collect::<Vec<_>>().join(", "))
    }
}

impl SummedRows {
    /// Adds the row of a line.
    pub(crate) fn add<'c>(
        &mut self,
        line: u64,
        certainty: SumCertainty,
        cells: impl Iterator<Item = &'c [u8]>,
    ) {
        self.rows.insert(line, (certainty, cells_key(cells)));
    }

    /// Says that rows stand below the last line looked at; and that of so many rows some count several.
    pub(super) fn go_on_below(&mut self, line: u64, looked_at: Option<usize>) {
        (self.looked_to, self.looked_at) = (Some(line), looked_at);
    }

    /// Says that the word of a total is a name in these columns.
    pub(super) fn holding_names(self, names: Vec<usize>) -> Self {
        Self { names, ..self }
    }

    /// Whether the word of a total is a name in a column.
    pub(super) fn holds_names(&self, column: usize) -> bool {
        self.names.contains(&column)
    }

    /// Whether a row stands below those that were looked at.
    pub(super) fn is_below(&self, line: u64) -> bool {
        self.looked_to.is_some_and(|last| line > last)
    }

    /// Whether it knows nothing of any row.
    pub(super) fn is_nothing(&self) -> bool {
        self.rows.is_empty() && self.looked_to.is_none() && self.names.is_empty()
    }

    /// Counts one, and keeps its name.
    pub(crate) fn call(&mut self, certainty: SumCertainty, name: &str) {
        let called = self.called.entry(certainty).or_default();
        called.rows += 1;
        if name.is_empty() {
            called.nameless += 1;
        } else if !called.names.iter().any(|known| known == name) {
            called.names.push(name.to_owned());
        }
    }

    /// What is said of them.
    pub(crate) fn said(&self) -> Vec<Text> {
        let called = self.called.iter().map(|(certainty, called)| {
            let Text { fr, en } = called.list();
            match (certainty, called.rows) {
                (SumCertainty::Sure, 1) => text!(
                    "ligne passée comme un total, car ses nombres sont la somme de ceux d'à côté : {fr} ; si elle s'y ajoute, appelez un lieu `Autre site …`, et donnez à un équipement un numéro d'inventaire ou une date d'achat",
                    "row passed over as a total, as its numbers are the sum of those beside: {en}; if it adds to them, call a place `Other site …`, and give equipment an inventory number or a purchase date"
                ),
                (SumCertainty::Sure, _) => text!(
                    "lignes passées comme des totaux, car leurs nombres sont la somme de ceux d'à côté : {fr} ; si elles s'y ajoutent, appelez un lieu `Autre site …`, et donnez à un équipement un numéro d'inventaire ou une date d'achat",
                    "rows passed over as totals, as their numbers are the sum of those beside: {en}; if they add to them, call a place `Other site …`, and give equipment an inventory number or a purchase date"
                ),
                (SumCertainty::Perhaps, 1) => text!(
                    "ligne écartée, car ses nombres sont peut-être la somme de ceux d'à côté : {fr} ; si c'est le cas, ôtez-la ; si elle s'y ajoute, appelez un lieu `Autre site …`, et donnez à un équipement un numéro d'inventaire ou une date d'achat",
                    "row set aside, as its numbers may be the sum of those beside: {en}; if they are, take it out; if it adds to them, call a place `Other site …`, and give equipment an inventory number or a purchase date"
                ),
                (SumCertainty::Perhaps, _) => text!(
                    "lignes écartées, car leurs nombres sont peut-être la somme de ceux d'à côté : {fr} ; si c'est le cas, ôtez-les ; si elles s'y ajoutent, appelez un lieu `Autre site …`, et donnez à un équipement un numéro d'inventaire ou une date d'achat",
                    "rows set aside, as their numbers may be the sum of those beside: {en}; if they are, take them out; if they add to them, call a place `Other site …`, and give equipment an inventory number or a purchase date"
                ),
            }
        });
        let mut said: Vec<Text> = called.collect();
        // What is passed over stands before what is asked.
        said.reverse();
        said.extend(self.looked_at.map(|rows| {
            text!(
                "les totaux que leurs seuls nombres disent n'ont été cherchés que dans les {rows} premières lignes",
                "totals that only their numbers tell were looked for in the first {rows} rows alone"
            )
        }));
        said
    }
}

/// What tells the cells of a row from others.
pub(super) fn cells_key<'c>(cells: impl Iterator<Item = &'c [u8]>) -> u64 {
    let filled: Vec<&[u8]> =
        cells.map(<[u8]>::trim_ascii).filter(|cell| !cell.is_empty()).collect();
    foldhash::quality::FixedState::with_seed(0x7375_6d73).hash_one(filled)
}

#[cfg(test)]
mod tests {
    use super::SumCertainty::{Perhaps, Sure};
    use super::SummedRows;

    #[test]
    fn each_row_is_told_and_few_are_named() {
        let said = |rows: &[(super::SumCertainty, &str)]| {
            let mut summed = SummedRows::default();
            for (certainty, name) in rows {
                summed.call(*certainty, name);
            }
            summed.said().into_iter().map(|said| said.en).collect::<Vec<_>>()
        };
        let start = |text: &str| text.split(';').next().unwrap().to_owned();
        let one = said(&[(Sure, "")]);
        assert_eq!(
            start(&one[0]),
            "row passed over as a total, as its numbers are the sum of those beside: one without a name"
        );
        let both = said(&[(Perhaps, "B"), (Sure, "A")]);
        assert!(both[0].contains("over as a total") && both[0].contains(": A; if it adds"));
        assert!(both[1].starts_with("row set aside, as its numbers") && both[1].contains(": B;"));
        let names = ["A", "B", "C", "D", "E", "F", "G", "", "", "A"];
        let many = said(&names.map(|name| (Sure, name)));
        let list = "beside: A, B, C, D, E, 2 more names, 2 without a name; if they add";
        assert!(many[0].starts_with("rows passed") && many[0].contains(list), "{}", many[0]);
        let six = said(&["A", "B", "C", "D", "E", "F"].map(|name| (Perhaps, name)));
        assert!(six[0].contains(": A, B, C, D, E, one more name; if they are"), "{}", six[0]);
        assert!(said(&[]).is_empty());
    }
}
