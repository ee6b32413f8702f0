//! How a row's equipment came, and how it left.

use super::{Normaliser, State};
use crate::cells::named;
use crate::closed::{AcquisitionMode, ExitRoute};
use crate::condition::{is_bought, is_offered_used};
use crate::rent::is_rent;
use ground::table::{Why, yes_no};
use inventory::{Field, Row};

impl Normaliser<'_> {
    /// How it came; `used` says that what it is called, or its state, tells of others who had it before.
    pub(super) fn mode_of(&mut self, row: &Row<'_>, used: bool) -> Option<AcquisitionMode> {
        let mode = self.modes.get(row.bytes(Field::AcquisitionMode), |cell| {
            if is_bought(&String::from_utf8_lossy(cell)) {
                return Ok(None);
            }
            named(cell, AcquisitionMode::CODES, |word| {
                // « reconditionné grade A »: the grade says nothing of how it came.
                let first = || AcquisitionMode::named(word.split_whitespace().next()?);
                // A column `Reconditionné` is answered by a yes or a no.
                let answered = || {
                    let used = yes_no(word)?;
                    let modes = [AcquisitionMode::New, AcquisitionMode::Refurbished];
                    Some(modes[usize::from(used)])
                };
                let among = || is_offered_used(word).then_some(AcquisitionMode::Refurbished);
                let let_out = || is_rent(word).then_some(AcquisitionMode::Leased);
                let told = AcquisitionMode::named(word).or_else(first).or_else(answered);
                told.or_else(among).or_else(let_out)
            })
        });
        let mode = self.or_unread(Field::AcquisitionMode, mode.map_err(Why::NotOneOf));
        mode.or_else(|| used.then_some(AcquisitionMode::Refurbished))
    }

    /// How it left.
    pub(super) fn route_of(&mut self, row: &Row<'_>, state: State) -> Option<ExitRoute> {
        let route = self.routes.get(row.bytes(Field::ExitRoute), |cell| {
            named(cell, ExitRoute::CODES, ExitRoute::named)
        });
        let route = self.or_unread(Field::ExitRoute, route.map_err(Why::NotOneOf));
        // « Donné », « Vendu » : where a machine is gone, its state may say how it left.
        let told = || {
            self.exits.get(row.bytes(Field::Status), |cell| {
                named(cell, ExitRoute::CODES, ExitRoute::in_state).ok().flatten()
            })
        };
        if state == State::Exited { route.or_else(told) } else { route }
    }
}
