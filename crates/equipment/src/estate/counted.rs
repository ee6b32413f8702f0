//! What an import counted, and the folder that it wrote.

use ground::table::is_result;
use std::collections::BTreeMap;
use std::path::Path;

/// What an import counted and did not write down as rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows merged into another.
    pub merged: u64,
    /// Rows that are no equipment, by the code of their type.
    pub out_of_scope: BTreeMap<String, u64>,
    /// Cells that several files say differently.
    pub conflicts: u64,
    /// Cells of rows kept that could not be read.
    pub unread_cells: u64,
    /// Rows of totals passed over.
    pub totals: u64,
    /// Files of the estate that weigh in its footprint, and stayed there.
    pub stayed: Vec<String>,
}

/// Whether a folder is one of results, and no estate.
pub(super) fn is_imported(folder: &Path) -> bool {
    !folder.join(super::names::INVENTORIES).is_dir() && is_result(folder)
}
