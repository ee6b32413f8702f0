//! `show`: what was last sent, byte for byte.

use super::{AgentEnd, config, print, state};
use crate::agent::LAST_SENT;
use crate::lang::AgentLang;
use crate::spool::disk::DiskFolder;
use crate::spool::peek_waiting;
use crate::text;
use clap::ArgMatches;
use flate2::read::GzDecoder;
use std::io::{Read, Write};

/// The most that is shown: what a batch can hold.
const MOST: u64 = 16 * 1024 * 1024;

pub(super) fn run(matches: &ArgMatches, own: &ArgMatches, _: AgentLang) -> AgentEnd {
    let place = state(&config(matches)?);
    let shown = place.display();
    if own.get_flag("waiting") {
        let folder = DiskFolder::look(&place);
        for body in peek_waiting(&folder) {
            print(&body);
        }
        return Ok(());
    }
    let bytes = std::fs::read(place.join(LAST_SENT)).map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            text!(
                "rien n’a encore été envoyé depuis {shown} ; « show --waiting » montre ce qui attend";
                "nothing was sent from {shown} yet; `show --waiting` prints what waits"
            )
        } else {
            text!("{shown} n’est pas lu : {error}"; "{shown} is not read: {error}")
        }
    })?;
    let mut text = Vec::new();
    GzDecoder::new(bytes.as_slice()).take(MOST).read_to_end(&mut text).map_err(|error| {
        text!("la copie de l’envoi est abîmée : {error}"; "the copy of what was sent is damaged: {error}")
    })?;
    // As it was sent, and a line end for the terminal.
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(&text);
    let _ = writeln!(out);
    Ok(())
}
