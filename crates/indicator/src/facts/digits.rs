//! What a row says, in seven digits.

/// Seven digits are enough for what a row says.
#[expect(clippy::cast_possible_truncation, reason = "values of a row are far below f32::MAX")]
pub(super) fn single(value: f64) -> f32 {
    value as f32
}

/// What a row said in seven digits, as it said it: 182.3, and not 182.3000030517578.
pub(crate) fn told(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_digits_are_told_as_they_were_said() {
        for said in [182.3, 8.1, 0.0, -3.0, 1234.567, 1e-6] {
            assert_eq!(told(single(said)).to_string(), said.to_string());
        }
    }
}
