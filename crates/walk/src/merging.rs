//! The rows of several files that are one machine: found in a first reading, merged in the walk.

use super::corrections::{Patches, place};
use super::given::GivenTable;
use super::quotes::swallowed;
use equipment::merge::{
    CanonicalCells, MergeGroups, MergeStep, Merged, MergedRow, Rules, Spill, Ties, merge,
};
use equipment::{
    Aside, Equipment, Identities, MetBefore, Normaliser, Users, identity_key, row_print,
};
use factor::FactorSet;
use ground::fault::Fault;
use ground::table::{Blocks, RecordCells, RecordReader, UnreadCell, Why, no_temporary, numbered};
use inventory::{
    Field, InventoryFile, InventoryShape, Layout, Orders, Reading, Row, RowStanding, Traits,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the first reading of several files found.
pub(super) struct Merging<'a> {
    groups: MergeGroups,
    spill: Spill,
    rules: Rules,
    files: Vec<(Arc<str>, Traits)>,
    set: &'a FactorSet,
    /// The cells of tied rows that cannot be read, by file and line.
    unread: BTreeMap<(u16, u64), Vec<(Field, UnreadCell)>>,
}

/// The rows of a group, and what they come to.
pub(super) struct Joined {
    pub(super) merged: Merged,
    /// The identifiers of its rows, the leader's first.
    pub(super) ids: Vec<String>,
    /// The files that tell of it, each once, in their order.
    pub(super) files: Vec<Arc<str>>,
    /// Whether its site is written as a tree.
    pub(super) levels: bool,
    /// The cells of its rows that cannot be read.
    pub(super) unread: Vec<(Field, UnreadCell)>,
}

/// The rows that one was put together from: none where it stands alone.
#[derive(Clone, Copy)]
pub(super) struct JoinedFrom<'a> {
    /// Their identifiers.
    pub(super) ids: &'a [String],
    /// Their files.
    pub(super) files: &'a [Arc<str>],
}

/// A row of one file.
pub(super) const ALONE: JoinedFrom<'static> = JoinedFrom { ids: &[], files: &[] };

impl Joined {
    pub(super) fn from(&self) -> JoinedFrom<'_> {
        JoinedFrom { ids: &self.ids, files: &self.files }
    }
}

impl<'a> Merging<'a> {
    /// Reads the files once for their keys and, where rows are tied, once more for their cells.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or the cells cannot be put aside.
    pub(super) fn plan(
        set: &'a FactorSet,
        (normaliser, users): (&mut Normaliser<'_>, &mut Users<'_>),
        files: &[InventoryFile],
        orders: &[Orders],
        tables: &[GivenTable],
    ) -> Result<Self, Fault> {
        let mut merging = Self {
            groups: MergeGroups::default(),
            spill: Spill::start().map_err(|error| no_temporary(&error))?,
            rules: Rules::shipped()?,
            files: files.iter().map(|file| (file.name.clone(), file.layout.traits)).collect(),
            set,
            unread: BTreeMap::new(),
        };
        for (at, file) in files.iter().enumerate() {
            let number = numbered(at);
            // A row whose identifier its own file has above is set aside: it ties nothing.
            let mut above = Identities::expecting(1024);
            each_row(file, (&orders[at], &tables[at].patches), |row| {
                let equipment = known(normaliser, row);
                if equipment.as_ref().is_some_and(Option::is_some)
                    && let Some(key) = identity_key(row, at)
                    && above.note(key, row_print(row), 0) != MetBefore::New
                {
                    return Ok(());
                }
                if let Some(equipment) = equipment
                    && let Some(ties) = Ties::of(row, equipment.as_ref(), set)
                {
                    merging.groups.note(number, row.line, &ties);
                }
                Ok(())
            })?;
        }
        merging.groups.tie(files.len());
        for (at, file) in files.iter().enumerate() {
            let steps = merging.groups.steps(at);
            if steps.is_empty() {
                continue;
            }
            let number = numbered(at);
            let mut next = steps.iter().map(|(line, _)| *line).peekable();
            let (spill, unread) = (&mut merging.spill, &mut merging.unread);
            each_row(file, (&orders[at], &tables[at].patches), |row| {
                if next.next_if_eq(&row.line).is_none() {
                    return Ok(());
                }
                let equipment = known(normaliser, row).flatten();
                let mut cells = CanonicalCells::of(|field| {
                    normaliser.canonical_cell(row, equipment.as_ref(), field)
                });
                cells.set(Field::UserKey, &users.of(row));
                let cannot: Vec<_> =
                    normaliser.unread_fields().zip(normaliser.unread(row)).collect();
                if !cannot.is_empty() {
                    unread.insert((number, row.line), cannot);
                }
                spill.put(number, row.line, &cells).map_err(|error| no_temporary(&error))
            })?;
        }
        merging.spill = merging.spill.done().map_err(|error| no_temporary(&error))?;
        Ok(merging)
    }

    /// What is done with the tied rows of a file, by line.
    pub(super) fn steps(&self, file: usize) -> &[(u64, MergeStep)] {
        self.groups.steps(file)
    }

    /// Rows that could not be held against others.
    pub(super) fn unchecked(&self) -> u64 {
        self.groups.unchecked
    }

    /// Merges a group whose leader stands in `file` on `line`.
    ///
    /// # Errors
    ///
    /// The cells put aside cannot be read again.
    pub(super) fn join(&self, group: u32, file: usize, line: u64) -> Result<Option<Joined>, Fault> {
        let mut sources = Vec::new();
        let mut traits = Vec::new();
        let mut unread = Vec::new();
        let mut leader = 0;
        for (number, place) in self.groups.members(group) {
            let Some((name, own)) = self.files.get(usize::from(*number)) else { continue };
            let cells = self.spill.get(*number, *place).map_err(|error| no_temporary(&error))?;
            let Some(cells) = cells else { continue };
            if (usize::from(*number), *place) == (file, line) {
                leader = sources.len();
            }
            sources.push(MergedRow { file: name.clone(), line: *place, kind: own.kind, cells });
            traits.push(*own);
            unread.extend(self.unread.get(&(*number, *place)).into_iter().flatten().cloned());
        }
        if sources.len() < 2 {
            return Ok(None);
        }
        let merged = merge(&sources, leader, &self.rules, self.set);
        let id = |source: &MergedRow| source.cells.get(Field::EquipmentId).to_owned();
        let mut ids = vec![id(&sources[leader])];
        ids.extend(sources.iter().map(id));
        let mut files: Vec<Arc<str>> = sources.iter().map(|source| source.file.clone()).collect();
        files.dedup();
        let levels = traits[merged.site_from].levels;
        Ok(Some(Joined { merged, ids, files, levels, unread }))
    }
}

/// The shape of a merged row: every field, in the words of the program.
pub(super) fn merged_shape(leader: &InventoryShape, levels: bool) -> InventoryShape {
    InventoryShape {
        name: leader.name.clone(),
        layout: Layout::whole(levels),
        delimiter: b',',
        comma: true,
        orders: [None; Field::ALL.len()],
    }
}

/// What a row became: an equipment, or a row without type that may tell of one; `None` for a row
/// that stays at the door by itself.
#[expect(clippy::option_option, reason = "no equipment, and no type yet, are two things")]
fn known(normaliser: &mut Normaliser<'_>, row: &Row<'_>) -> Option<Option<Equipment>> {
    match normaliser.normalise(row) {
        Ok(equipment) => Some(Some(equipment)),
        Err(Aside::Reject(reject))
            if reject.why == Why::Missing && row.bytes(Field::EquipmentType).is_empty() =>
        {
            Some(None)
        }
        Err(_) => None,
    }
}

/// Reads the rows of a file, in order.
pub(super) fn each_row(
    file: &InventoryFile,
    (orders, patches): (&Orders, &Patches),
    mut take: impl FnMut(&Row<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let file = file.again()?;
    let path = file.path.clone();
    let (first_line, delimiter) = (file.header_lines + 1, file.dialect.delimiter);
    let (text, mut shape) = file.into_rows()?;
    shape.orders = *orders;
    let blocks = Blocks::new(text, delimiter).from_line(first_line);
    let mut blocks = Reading { blocks, path: &path };
    while let Some(block) = blocks.next_block()? {
        let mut record = RecordCells::new();
        let mut reader = RecordReader::of(&block, delimiter);
        while reader.read(&mut record) {
            let line = place(&mut record, &block, patches, &shape.layout);
            if !swallowed(&record, line, &shape).is_empty() {
                continue;
            }
            let row = Row { file: &shape, line, record: &record };
            if !matches!(row.standing(), RowStanding::Passed | RowStanding::Blank) {
                take(&row)?;
            }
        }
    }
    Ok(())
}
