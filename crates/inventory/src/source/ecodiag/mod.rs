//! The four columns of EcoDiag, which takes any heading with its words in it.

use super::{ExportSource, PLAIN};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "ecodiag",
    label: ("fichier EcoDiag", "EcoDiag file"),
    tool: Some("EcoDiag"),
    ..PLAIN
};
