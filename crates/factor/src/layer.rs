//! What each set of a stack brought.

/// What a set of the stack brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its date.
    pub date: String,
    /// Its licence.
    pub licence: String,
    /// SHA-256 of its manifest; without manifest, of the manifest its files would have.
    pub hash: String,
    /// Whether it has a manifest.
    pub signed: bool,
    /// Rows of factors that nothing below had.
    pub rows_added: usize,
    /// Rows of factors that took the place of one below.
    pub rows_replaced: usize,
}
