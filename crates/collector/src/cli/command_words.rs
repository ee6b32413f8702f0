//! What commands, options and places are called in one language.

use clap::{Arg, Command, value_parser};
use ground::lang::Lang;
use std::path::PathBuf;

/// Words in one language.
#[derive(Clone, Copy)]
pub(super) struct CommandWords(pub(super) Lang);

impl CommandWords {
    pub(super) fn say(self, fr: &'static str, en: &'static str) -> &'static str {
        self.0.label(fr, en)
    }

    pub(super) fn sub(self, name: &'static str, fr: &'static str, en: &'static str) -> Command {
        Command::new(name).about(self.say(fr, en))
    }

    pub(super) fn value(
        self,
        name: &'static str,
        value: &'static str,
        fr: &'static str,
        en: &'static str,
    ) -> Arg {
        Arg::new(name).long(name).value_name(value).help(self.say(fr, en))
    }

    pub(super) fn path(
        self,
        name: &'static str,
        value: &'static str,
        fr: &'static str,
        en: &'static str,
    ) -> Arg {
        self.value(name, value, fr, en).value_parser(value_parser!(PathBuf))
    }

    pub(super) fn place(self, name: &'static str, fr: &'static str, en: &'static str) -> Arg {
        Arg::new(name).required(true).help(self.say(fr, en))
    }

    pub(super) fn estate(self) -> Arg {
        self.path("estate", "DIR", "Dossier du parc", "Folder of the estate").required(true)
    }

    pub(super) fn year(self) -> Arg {
        self.value("year", "YEAR", "Année [défaut : celle-ci]", "Year [default: this one]")
            .value_parser(value_parser!(i16).range(2020..=2100))
    }
}
