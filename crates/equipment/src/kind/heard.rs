//! What a meeting of cells is heard as.

use super::beside::SaidBeside;
use super::evidence::KindVerdict;

/// What was made of a meeting of cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Heard {
    /// A verdict that no serial number changes.
    Whatever(KindVerdict, SaidBeside),
    /// A verdict, but where the serial number is a virtual machine's.
    UnlessVirtual(KindVerdict, SaidBeside),
    /// The cell of the type is not readable text.
    Broken,
}
