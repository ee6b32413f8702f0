//! The number of a thing by its place in a list.

use std::fmt::Display;

/// The number of the thing at a place of a list, in the type that numbers such things: checked, so
/// that one number never stands for two things.
///
/// Where input alone may fill a list past its numbers (files, lines of a file, types and zones of a
/// set), it is refused as it is read; other lists do not fit in memory before they do.
///
/// ```
/// use empreinte_ground::table::numbered;
/// let number: u16 = numbered(513_usize);
/// assert_eq!(number, 513);
/// ```
///
/// # Panics
///
/// The place is beyond the numbers of its type:
///
/// ```should_panic
/// let number: u16 = empreinte_ground::table::numbered(65_536_usize);
/// ```
#[inline]
#[track_caller]
pub fn numbered<N: TryFrom<T>, T: Copy + Display>(place: T) -> N {
    match N::try_from(place) {
        Ok(number) => number,
        Err(_) => beyond(&place),
    }
}

#[cold]
#[track_caller]
fn beyond(place: &dyn Display) -> ! {
    panic!("place {place} is beyond the numbers of its list");
}
