//! What the machine lacks where a fault is not the user's: room on a disk, memory.

use crate::lang::Text;
use crate::text;

/// Whose matter a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// What the user gave or asked for.
    Input,
    /// What the machine lacks: the same command works where it is there.
    Machine(Lack),
}

/// What a machine lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Room on a disk, or in what it grants.
    Room,
    /// Leave to write a file so large.
    Size,
    /// Leave to write on that disk at all.
    Writing,
    /// Memory.
    Memory,
    /// Files that may be open at once.
    Files,
    /// A disk that reads and writes.
    Disk,
}

/// How the system, or the standard library by the kind of failure, says each, and what that comes to in
/// French. Of files, the library's own word is not here: an input may be larger than we read.
pub(super) const SAID: &[(&str, &str, Lack)] = &[
    ("no storage space", "plus de place sur le disque", Lack::Room),
    ("No space left on device", "plus de place sur le disque", Lack::Room),
    ("quota exceeded", "quota de disque dépassé", Lack::Room),
    ("Disk quota exceeded", "quota de disque dépassé", Lack::Room),
    ("File too large", "fichier trop grand pour ce système", Lack::Size),
    ("read-only filesystem", "disque en lecture seule", Lack::Writing),
    ("Read-only file system", "disque en lecture seule", Lack::Writing),
    ("Input/output error", "erreur de lecture ou d'écriture du disque", Lack::Disk),
    ("Too many open files", "trop de fichiers ouverts", Lack::Files),
    ("out of memory", "mémoire insuffisante", Lack::Memory),
    ("Cannot allocate memory", "mémoire insuffisante", Lack::Memory),
];

impl Lack {
    /// What a failure says that the machine lacks; nothing where it is no matter of the machine.
    pub fn of(error: impl std::fmt::Display) -> Option<Self> {
        let said = error.to_string();
        SAID.iter().find(|(words, ..)| said.contains(words)).map(|(.., lack)| *lack)
    }

    /// What to do about it.
    pub fn what_to_do(self) -> Text {
        match self {
            Self::Room => text!(
                "le disque est plein : libérez de la place, ou choisissez un autre endroit (`--out`, ou TMPDIR pour les fichiers de passage)",
                "the disk is full: free some room, or choose another place (`--out`, or TMPDIR for files on the way)"
            ),
            Self::Size => text!(
                "le système limite la taille des fichiers (`ulimit -f`)",
                "the system limits the size of files (`ulimit -f`)"
            ),
            Self::Writing => text!(
                "ce disque est en lecture seule : choisissez un autre endroit avec `--out`",
                "this disk is read-only: choose another place with `--out`"
            ),
            Self::Memory => text!(
                "la mémoire manque : fermez d'autres programmes, ou donnez moins de fils (`--threads 1`)",
                "memory is short: close other programs, or give fewer threads (`--threads 1`)"
            ),
            Self::Files => text!(
                "le système limite les fichiers ouverts (`ulimit -n`)",
                "the system limits the files that are open (`ulimit -n`)"
            ),
            Self::Disk => text!(
                "le disque ne lit ou n'écrit plus : essayez sur un autre",
                "the disk no longer reads or writes: try another"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Fault;
    use std::io;

    #[test]
    fn what_the_machine_lacks_is_no_fault_of_the_input() {
        let fault = |error: io::Error| Fault::new(text!("a", "a")).because(error).kind();
        for (code, lack) in [
            (28, Lack::Room),
            (122, Lack::Room),
            (27, Lack::Size),
            (30, Lack::Writing),
            (12, Lack::Memory),
            (24, Lack::Files),
            (5, Lack::Disk),
        ] {
            let error = io::Error::from_raw_os_error(code);
            let by_kind = (![5, 24, 27].contains(&code)).then_some(lack);
            assert_eq!(Lack::of(error.kind()), by_kind, "{code}");
            assert_eq!(fault(error), FaultKind::Machine(lack), "{code}");
        }
        for code in [2, 13, 17, 20, 21] {
            let error = io::Error::from_raw_os_error(code);
            assert_eq!(fault(error), FaultKind::Input, "{code}");
        }
        assert_eq!(Fault::new(text!("a", "a")).kind(), FaultKind::Input);
        // A library that wraps what the system says.
        let wrapped = format!("External: {}", io::Error::from_raw_os_error(28));
        assert_eq!(Lack::of(wrapped), Some(Lack::Room));
    }
}
