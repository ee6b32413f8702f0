//! Which rows are the same machine: groups of rows tied by their keys.

use super::Ties;
use ground::table::numbered;
use std::collections::BTreeMap;

/// A row that has keys.
#[derive(Debug, Clone, Copy)]
struct KeyedRow {
    line: u64,
    file: u16,
    class: u8,
    typed: bool,
}

/// A group of rows of one machine, at most one a file.
#[derive(Debug, Clone)]
struct MergeGroup {
    rows: Vec<u32>,
    keys: [Option<u64>; Ties::KINDS],
    class: u8,
}

/// What the walk does with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeStep {
    /// It stands for its group.
    Leads(u32),
    /// It is merged into the row that leads its group.
    Follows(u32),
}

/// Rows of all files, tied: first noted one by one, then grouped.
#[derive(Debug, Default)]
pub struct MergeGroups {
    notes: Vec<KeyedRow>,
    keys: [Vec<(u64, u32)>; Ties::KINDS],
    /// Rows that came after memory was full, and were not held against others.
    pub unchecked: u64,
    /// Keys that several rows of one file have: they tie nothing.
    pub shared: u64,
    steps: Vec<Vec<(u64, MergeStep)>>,
    members: Vec<Vec<(u16, u64)>>,
}

impl MergeGroups {
    /// The most rows kept, so that memory stays bounded: about 50 bytes each.
    const MOST: usize = 11_000_000;

    /// Notes a row of a file; rows come in the order of the files.
    pub fn note(&mut self, file: u16, line: u64, ties: &Ties) {
        let Some(at) =
            u32::try_from(self.notes.len()).ok().filter(|_| self.notes.len() < Self::MOST)
        else {
            self.unchecked += 1;
            return;
        };
        self.notes.push(KeyedRow { line, file, class: ties.class, typed: ties.typed });
        for (kind, key) in ties.keys.iter().enumerate() {
            if let Some(key) = key {
                self.keys[kind].push((*key, at));
            }
        }
    }

    /// Ties the rows noted: strongest keys first, and none against a stronger one.
    pub fn tie(&mut self, n_files: usize) {
        let mut groups: Vec<MergeGroup> = Vec::new();
        let mut of: BTreeMap<u32, usize> = BTreeMap::new();
        let own = self.keys_by_row();
        for kind in 0..Ties::KINDS {
            let mut keys = std::mem::take(&mut self.keys[kind]);
            keys.sort_unstable();
            let mut runs: Vec<&[(u64, u32)]> =
                keys.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1).collect();
            // In the order of the rows, not of their hashes.
            runs.sort_by_key(|run| run[0].1);
            for run in runs {
                let files = |pair: &[(u64, u32)]| {
                    self.notes[pair[0].1 as usize].file == self.notes[pair[1].1 as usize].file
                };
                if run.windows(2).any(files) {
                    // What two rows of one list share tells none of them.
                    self.shared += 1;
                    continue;
                }
                for pair in run.windows(2) {
                    let at = [pair[0].1, pair[1].1].map(|row| {
                        *of.entry(row).or_insert_with(|| {
                            let class = self.notes[row as usize].class;
                            let keys = own.get(&row).copied().unwrap_or([None; Ties::KINDS]);
                            groups.push(MergeGroup { rows: vec![row], keys, class });
                            groups.len() - 1
                        })
                    });
                    self.join(&mut groups, &mut of, at, kind);
                }
            }
        }
        self.settle(groups, n_files);
    }

    /// All keys of the rows that share one of theirs with another row.
    fn keys_by_row(&self) -> BTreeMap<u32, [Option<u64>; Ties::KINDS]> {
        let mut tied: Vec<u32> = Vec::new();
        for keys in &self.keys {
            let mut keys = keys.clone();
            keys.sort_unstable();
            for run in keys.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
                tied.extend(run.iter().map(|(_, row)| *row));
            }
        }
        tied.sort_unstable();
        tied.dedup();
        let mut own: BTreeMap<u32, [Option<u64>; Ties::KINDS]> =
            tied.into_iter().map(|row| (row, [None; Ties::KINDS])).collect();
        for (kind, keys) in self.keys.iter().enumerate() {
            for (key, row) in keys {
                if let Some(keys) = own.get_mut(row) {
                    keys[kind] = Some(*key);
                }
            }
        }
        own
    }

    fn join(
        &self,
        groups: &mut [MergeGroup],
        of: &mut BTreeMap<u32, usize>,
        [one, other]: [usize; 2],
        kind: usize,
    ) {
        if one == other {
            return;
        }
        let (a, b) = (&groups[one], &groups[other]);
        let differs = |at: usize| matches!((a.keys[at], b.keys[at]), (Some(x), Some(y)) if x != y);
        let file = |row: &u32| self.notes[*row as usize].file;
        let same_file = a.rows.iter().any(|x| b.rows.iter().any(|y| file(x) == file(y)));
        // The identifier is each file's own: that it differs says nothing against the others.
        if (1..kind).any(differs) || a.class & b.class == 0 || same_file {
            return;
        }
        let joined = std::mem::take(&mut groups[other].rows);
        for row in &joined {
            of.insert(*row, one);
        }
        let (keys, class) = (groups[other].keys, groups[other].class);
        let group = &mut groups[one];
        group.rows.extend(joined);
        group.class &= class;
        for (mine, theirs) in group.keys.iter_mut().zip(keys) {
            *mine = mine.or(theirs);
        }
    }

    fn settle(&mut self, groups: Vec<MergeGroup>, n_files: usize) {
        self.steps = vec![Vec::new(); n_files];
        for mut group in groups.into_iter().filter(|group| group.rows.len() > 1) {
            group.rows.sort_unstable();
            let note = |row: &u32| self.notes[*row as usize];
            // Without a type it is no equipment, however often it is listed.
            let Some(leader) = group.rows.iter().copied().find(|row| note(row).typed) else {
                continue;
            };
            let number = numbered(self.members.len());
            let mut members = Vec::with_capacity(group.rows.len());
            for row in &group.rows {
                let KeyedRow { line, file, .. } = note(row);
                let step = if *row == leader {
                    MergeStep::Leads(number)
                } else {
                    MergeStep::Follows(number)
                };
                self.steps[usize::from(file)].push((line, step));
                members.push((file, line));
            }
            self.members.push(members);
        }
        for steps in &mut self.steps {
            steps.sort_unstable_by_key(|(line, _)| *line);
        }
        self.notes = Vec::new();
    }

    /// Whether no rows are tied.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// What is done with the tied rows of a file, by line.
    pub fn steps(&self, file: usize) -> &[(u64, MergeStep)] {
        self.steps.get(file).map_or(&[], Vec::as_slice)
    }

    /// The file and line of each row of a group, in the order of the files.
    pub fn members(&self, group: u32) -> &[(u16, u64)] {
        self.members.get(group as usize).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ties(keys: [u64; 4], class: u8) -> Ties {
        Ties { keys: keys.map(|key| (key > 0).then_some(key)), class, typed: true }
    }

    /// The groups of rows, a file, a line and keys each.
    #[track_caller]
    fn check(rows: &[(u16, u64, Ties)], expected: &[&[(u16, u64)]]) {
        let mut groups = MergeGroups::default();
        for (file, line, ties) in rows {
            groups.note(*file, *line, ties);
        }
        groups.tie(4);
        let found: Vec<Vec<(u16, u64)>> = groups.members.clone();
        assert_eq!(found, expected);
    }

    #[test]
    fn rows_of_two_files_with_a_serial_number_are_one_machine() {
        check(
            &[
                (0, 2, ties([0, 7, 0, 0], 1)),
                (0, 3, ties([0, 8, 0, 0], 1)),
                (1, 2, ties([0, 7, 0, 0], 1)),
            ],
            &[&[(0, 2), (1, 2)]],
        );
    }

    #[test]
    fn rows_are_tied_through_a_third() {
        // The first by serial number, the second by UUID: the third has both.
        check(
            &[
                (0, 2, ties([0, 7, 0, 0], 1)),
                (1, 2, ties([0, 0, 9, 0], 1)),
                (2, 2, ties([0, 7, 9, 0], 1)),
            ],
            &[&[(0, 2), (1, 2), (2, 2)]],
        );
    }

    #[test]
    fn a_weaker_key_ties_nothing_against_a_stronger_one() {
        check(&[(0, 2, ties([0, 7, 0, 5], 1)), (1, 2, ties([0, 8, 0, 5], 1))], &[]);
    }

    #[test]
    fn a_key_that_a_file_has_twice_ties_nothing() {
        check(
            &[
                (0, 2, ties([0, 7, 0, 0], 1)),
                (0, 3, ties([0, 7, 0, 0], 1)),
                (1, 2, ties([0, 7, 0, 0], 1)),
            ],
            &[],
        );
    }

    #[test]
    fn a_screen_and_a_computer_of_one_serial_number_are_two() {
        check(&[(0, 2, ties([0, 7, 0, 0], 1)), (1, 2, ties([0, 7, 0, 0], 4))], &[]);
    }
}
