//! How sure the footprint of each type, service and scope is, alone.

use super::assess::Footprint;
use super::axis::Axis;
use super::errors::{Erring, parts, parts_of};
use super::part::ErrorAmount;
use super::scopes::share_of_scope;
use super::sure::Errors;
use super::valued::Valued;
use crate::impact::Scope;
use factor::TypeId;
use ground::fault::Fault;
use ground::stage::Stage;
use std::collections::BTreeMap;

impl Footprint {
    /// Gives each scope what it errs by, first criterion: in a room with a meter, as the total does.
    ///
    /// # Errors
    ///
    /// A zone has no electricity factor that could stand in for the year.
    pub(super) fn sure_by_scope(
        &mut self,
        erring: &Erring<'_, '_>,
        cells: (&[Valued], &[usize]),
        amounts: &[ErrorAmount],
    ) -> Result<(), Fault> {
        let groups = self.axes.get_mut(&Axis::Scope).map_or(&mut [][..], Vec::as_mut_slice);
        for group in groups.iter_mut().filter(|group| group.sums.overall(0).is_some()) {
            let of = Scope::ALL.into_iter().find(|scope| scope.code() == group.code);
            let Some(scope) = of else { continue };
            let of_it = |amount: &ErrorAmount| -> f64 {
                let shares = amount.scopes.iter().filter(|(one, _)| *one == scope);
                shares.map(|(_, share)| share).sum()
            };
            let lines: Vec<ErrorAmount> = amounts
                .iter()
                .map(|one| ErrorAmount { quantity: one.quantity * of_it(one), ..one.clone() })
                .filter(|one| one.quantity != 0.0)
                .collect();
            let share = |valued: &Valued, stage: Stage| {
                share_of_scope(erring.kernel, (valued, stage), (scope, 0))
            };
            let all = parts_of(erring, cells, &lines, (0, &share))?;
            group.errors = Some(Errors::of(&all));
        }
        Ok(())
    }

    /// Gives each type and service what its own footprint errs by, first criterion.
    ///
    /// What a meter says of a room is of no type, so that equipment in it errs here by its own
    /// electricity. Nothing is told of what has no figure, nor of the meters' differences.
    pub(super) fn sure_by_type(
        &mut self,
        erring: &Erring<'_, '_>,
        types: &BTreeMap<TypeId, Vec<Valued>>,
        amounts: Vec<ErrorAmount>,
    ) -> Result<(), Fault> {
        let set = erring.kernel.set;
        let of_types: BTreeMap<&str, &Vec<Valued>> = types
            .iter()
            .map(|(id, cells)| (set.equipment_type(*id).code.as_str(), cells))
            .collect();
        let mut of_lines: BTreeMap<String, Vec<ErrorAmount>> = BTreeMap::new();
        for amount in amounts {
            of_lines.entry(amount.line.clone()).or_default().push(amount);
        }
        let groups = self.axes.get_mut(&Axis::Type).map_or(&mut [][..], Vec::as_mut_slice);
        for group in groups.iter_mut().filter(|group| !group.is_of_meter()) {
            if group.sums.overall(0).is_some() {
                let cells =
                    of_types.get(group.code.as_str()).map_or(&[][..], |cells| cells.as_slice());
                let lines = of_lines.get(&group.code).map_or(&[][..], Vec::as_slice);
                let all = parts(erring, (cells, &[]), lines, 0)?;
                group.errors = Some(Errors::of(&all));
            }
        }
        Ok(())
    }
}
