//! The four columns of EcoDiag, which takes any heading with its words in it.

use super::{PLAIN, Source};

pub(super) const SOURCE: Source = Source {
    code: "ecodiag",
    label: ("fichier EcoDiag", "EcoDiag file"),
    tool: Some("EcoDiag"),
    ..PLAIN
};
