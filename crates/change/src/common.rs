//! What both perimeters have of each type, in either year: what sentences of number and of mix are
//! true of.

use ground::lang::Text;

/// Units over a year, and what they weigh.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Amount {
    /// Units, counted by the part of the year that they were there; of the one year, of the other.
    pub units: [f64; 2],
    /// What they weigh, in the criterion's unit.
    pub value: [f64; 2],
}

/// What both perimeters have of a type.
#[derive(Debug, Clone, PartialEq)]
pub struct CommonOfType {
    /// The type's code.
    pub code: String,
    /// Its name for people.
    pub label: Text,
    /// Units held when the one year was over, and the other.
    pub units: [f64; 2],
    /// Units amortised.
    pub making: Amount,
    /// Units in use.
    pub using: Amount,
}

impl Amount {
    /// What a unit weighs, over both years.
    pub fn of_a_unit(&self) -> f64 {
        let each = [0, 1].map(|at: usize| (self.units[at] > 0.0, self.value[at] / self.units[at]));
        match each {
            [(true, old), (true, new)] => f64::midpoint(old, new),
            [(true, one), _] | [_, (true, one)] => one,
            _ => 0.0,
        }
    }

    fn reversed(self) -> Self {
        Self { units: [self.units[1], self.units[0]], value: [self.value[1], self.value[0]] }
    }
}

impl CommonOfType {
    /// The same seen the other way round in time.
    pub(crate) fn reversed(self) -> Self {
        Self {
            units: [self.units[1], self.units[0]],
            making: self.making.reversed(),
            using: self.using.reversed(),
            ..self
        }
    }
}
