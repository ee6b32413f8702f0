//! The four columns of EcoDiag, which takes any heading that holds its words.

use super::{PLAIN, Source};

pub(super) const SOURCE: Source = Source {
    code: "ecodiag",
    label: ("fichier EcoDiag", "EcoDiag file"),
    tool: Some("EcoDiag"),
    ..PLAIN
};
