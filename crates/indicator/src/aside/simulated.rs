//! A thousand plans of which rows are missing: what is said of them, held against all their rows.

#[cfg(test)]
mod tests {
    use super::super::super::catalogue::{Catalogue, Definition};
    use super::super::means::MeanUnits;
    use super::super::{share, share_without};

    /// Numbers of no order, the same each time (the constants are Knuth's).
    struct Drawn(u64);

    impl Drawn {
        /// From 0 to 1.
        fn part(&mut self) -> f64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 11) as f64 / (1_u64 << 53) as f64
        }

        fn from(&mut self, low: f64, high: f64) -> f64 {
            low + (high - low) * self.part()
        }
    }

    /// A row of an estate, and what of it can be read.
    struct SimulatedRow {
        units: f64,
        /// Whether it is of the type that is counted.
        is_of_type: bool,
        /// Whether it is of the part that a share has.
        is_part: bool,
        months: f64,
        is_read: bool,
        /// Whether its type, and its number, can be told where the row was not read.
        tells: [bool; 2],
    }

    impl SimulatedRow {
        /// So many units as it may be of the type and is not counted.
        fn may_be(&self) -> f64 {
            if self.is_read || (self.tells[0] && !self.is_of_type) {
                0.0
            } else if self.tells[1] {
                self.units
            } else {
                f64::INFINITY
            }
        }
    }

    fn estate(drawn: &mut Drawn) -> Vec<SimulatedRow> {
        let (rows, unread) = (if drawn.part() < 0.5 { 30 } else { 150 }, drawn.from(0.0, 0.25));
        let (of_type, part) = (drawn.from(0.3, 1.0), drawn.from(0.1, 0.9));
        let blind = if drawn.part() < 0.7 { 0.0 } else { 0.1 };
        let row = |_| SimulatedRow {
            units: drawn.from(1.0, 4.0).floor(),
            is_of_type: drawn.part() < of_type,
            is_part: drawn.part() < part,
            months: drawn.from(1.0, 120.0),
            is_read: drawn.part() >= unread,
            tells: [drawn.part() < 0.5, drawn.part() >= blind],
        };
        (0..rows).map(row).collect()
    }

    /// What is true of an estate, and the bounds that what was read leaves: of units of a type by person, of a
    /// share of them, of their mean age.
    fn figures(rows: &[SimulatedRow], of_share: &Definition) -> [(f64, (f64, f64)); 3] {
        const PEOPLE: f64 = 50.0;
        let sum = |is: &dyn Fn(&&SimulatedRow) -> bool, of: &dyn Fn(&SimulatedRow) -> f64| -> f64 {
            rows.iter().filter(|row| row.is_of_type).filter(is).map(of).sum()
        };
        let units = |row: &SimulatedRow| row.units;
        let (all, read) = (sum(&|_| true, &units), sum(&|row| row.is_read, &units));
        let part = |is: &dyn Fn(&&SimulatedRow) -> bool| sum(&|row| row.is_part && is(row), &units);
        let months = |is: &dyn Fn(&&SimulatedRow) -> bool| sum(is, &|row| row.units * row.months);
        let more: f64 = rows.iter().map(SimulatedRow::may_be).sum();
        let known = |of: f64| (of, of);
        let told = 100.0 * part(&|row| row.is_read) / read;
        let mean = months(&|row| row.is_read) / read;
        let most = rows.iter().map(|row| row.months).fold(0.0, f64::max);
        let over = MeanUnits::over(read, most);
        [
            (all / PEOPLE, (read / PEOPLE, (read + more) / PEOPLE)),
            (
                100.0 * part(&|_| true) / all,
                share_without(share(of_share, known(told), Some(read), more), Some(read), 0.0),
            ),
            (months(&|_| true) / all, over.mean_without(known(mean), [more, 0.0], f64::INFINITY)),
        ]
    }

    /// Nothing that is not kept is said to be ahead, and nothing that is kept late: targets stand about the
    /// truth, on either side. That something is said at all is held too.
    #[test]
    fn of_a_thousand_plans_with_missing_rows_few_are_told_wrongly() {
        let catalogue = Catalogue::shipped().unwrap();
        let of_share = catalogue.named("refurbished_rate_units").unwrap();
        let mut drawn = Drawn(14);
        let (mut kept, mut missed) = ([0.0; 2], [0.0; 2]);
        let (mut ahead, mut late) = (0.0, 0.0);
        for _ in 0..1_000 {
            let rows = estate(&mut drawn);
            for (truth, (low, high)) in figures(&rows, of_share) {
                let target = truth * drawn.from(0.4, 1.6);
                let is_kept = truth >= target;
                let (is_ahead, is_late) = (low >= target, high < target);
                let tally = if is_kept { &mut kept } else { &mut missed };
                tally[0] += 1.0;
                tally[1] += f64::from(u8::from(if is_kept { is_late } else { is_ahead }));
                ahead += f64::from(u8::from(is_ahead));
                late += f64::from(u8::from(is_late));
            }
        }
        assert!(kept[0] > 1_000.0 && missed[0] > 1_000.0, "{kept:?} {missed:?}");
        // Bounds hold all that may be: 5 % is what is asked for, and none is what they leave.
        assert!(kept[1] < 0.5, "late though kept: {kept:?}");
        assert!(missed[1] < 0.5, "ahead though missed: {missed:?}");
        assert!(ahead > 400.0 && late > 200.0, "{ahead} ahead, {late} late");
    }
}
