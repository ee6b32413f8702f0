//! A segment: a preallocated file of frames, each with its checksum, only ever added to.
//!
//! Header, 16 bytes: `GSP1`, the first and the last segment that this one takes the place of
//! (0, 0 for none), checksum. Frame: length, checksum of length and body, body. Length 0 is the end.

/// A segment's size.
pub const SEGMENT: usize = 64 * 1024;
/// The header's size.
pub(super) const HEADER: usize = 16;
/// A frame's own bytes, before its body.
pub(super) const FRAME: usize = 8;
const MAGIC: &[u8; 4] = b"GSP1";

/// The header's bytes.
pub(super) fn header(replaces: Option<(u32, u32)>) -> [u8; HEADER] {
    let (first, last) = replaces.unwrap_or((0, 0));
    let mut bytes = [0; HEADER];
    bytes[..4].copy_from_slice(MAGIC);
    bytes[4..8].copy_from_slice(&first.to_le_bytes());
    bytes[8..12].copy_from_slice(&last.to_le_bytes());
    let sum = crc32fast::hash(&bytes[..12]);
    bytes[12..].copy_from_slice(&sum.to_le_bytes());
    bytes
}

/// A frame's bytes.
pub(super) fn frame(body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes();
    let mut bytes = Vec::with_capacity(FRAME + body.len());
    bytes.extend_from_slice(&length);
    bytes.extend_from_slice(&checksum(length, body).to_le_bytes());
    bytes.extend_from_slice(body);
    bytes
}

fn checksum(length: [u8; 4], body: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&length);
    hasher.update(body);
    hasher.finalize()
}

/// What a segment's bytes hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// The whole bodies, in order.
    pub bodies: Vec<Vec<u8>>,
    /// Where the next frame goes.
    pub end: usize,
    /// The segments that this one takes the place of.
    pub replaces: Option<(u32, u32)>,
    /// Whether something that is no whole frame stands at the end: a write cut short.
    pub torn: bool,
    /// Whether something within is broken: a fault of the disk.
    pub damaged: bool,
}

/// Reads a segment; what is broken in it costs no more than itself.
pub fn scan(bytes: &[u8]) -> Scan {
    let mut found = Scan { end: HEADER, ..Scan::default() };
    match read_header(bytes) {
        Some((0, 0)) => {}
        Some(pair) => found.replaces = Some(pair),
        None => found.damaged = true,
    }
    let mut at = HEADER;
    while at < bytes.len() {
        if let Some(body) = frame_at(bytes, at) {
            at += FRAME + body.len();
            found.bodies.push(body.to_vec());
            found.end = at;
            continue;
        }
        // No frame here: the end, a write cut short, or a broken frame with whole ones after it.
        if blank(&bytes[at..]) {
            break;
        }
        let starts =
            bytes.iter().enumerate().skip(at + 1 + FRAME).filter(|(_, byte)| **byte == b'{');
        let mut frames = starts.map(|(body, _)| body - FRAME);
        let next = frames.find(|start| frame_at(bytes, *start).is_some());
        let Some(next) = next else {
            found.torn = true;
            break;
        };
        found.damaged = true;
        at = next;
    }
    found
}

/// Whether nothing was ever written here; by blocks, as most of a segment in use is looked at so.
pub(super) fn blank(bytes: &[u8]) -> bool {
    const ZEROS: [u8; 4096] = [0; 4096];
    bytes.chunks(ZEROS.len()).all(|block| block == &ZEROS[..block.len()])
}

fn read_header(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = bytes.get(..HEADER)?;
    let number = |at: usize| Some(u32::from_le_bytes(*head.get(at..)?.first_chunk::<4>()?));
    let whole = head.starts_with(MAGIC) && crc32fast::hash(&head[..12]) == number(12)?;
    whole.then_some((number(4)?, number(8)?))
}

/// The body of a whole frame. Bodies are JSON objects, so that few places need a checksum.
fn frame_at(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let (length, rest) = bytes.get(at..)?.split_first_chunk::<4>()?;
    let (sum, rest) = rest.split_first_chunk::<4>()?;
    let body = rest.get(..usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    let likely = body.first() == Some(&b'{') && body.last() == Some(&b'}');
    (likely && checksum(*length, body) == u32::from_le_bytes(*sum)).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::{FRAME, HEADER, SEGMENT, frame, header, scan};

    /// A segment of bodies, as a disk would hold it.
    fn segment(bodies: &[&str]) -> Vec<u8> {
        let mut bytes = header(None).to_vec();
        for body in bodies {
            bytes.extend(frame(body.as_bytes()));
        }
        bytes.resize(SEGMENT, 0);
        bytes
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        scan(bytes).bodies.into_iter().map(|body| String::from_utf8(body).unwrap()).collect()
    }

    const ONE: &str = r#"{"seq":1}"#;
    const TWO: &str = r#"{"seq":2,"more":"text"}"#;

    #[test]
    fn whole_frames_are_read_back_in_order() {
        let found = scan(&segment(&[ONE, TWO]));
        assert_eq!(found.bodies, [ONE.as_bytes(), TWO.as_bytes()]);
        assert_eq!(found.end, HEADER + FRAME + ONE.len() + FRAME + TWO.len());
        assert!(!found.torn && !found.damaged);
        let mut replacing = segment(&[]);
        replacing[..HEADER].copy_from_slice(&header(Some((3, 7))));
        assert_eq!(scan(&replacing).replaces, Some((3, 7)));
    }

    #[test]
    fn a_last_frame_cut_at_any_byte_is_the_end() {
        let whole = segment(&[ONE, TWO]);
        let start = HEADER + FRAME + ONE.len();
        for cut in start..start + FRAME + TWO.len() {
            let mut bytes = whole.clone();
            bytes[cut..].fill(0);
            let found = scan(&bytes);
            assert_eq!(found.bodies.len(), 1, "cut at {cut}");
            assert_eq!(found.end, start);
            assert!(!found.damaged);
        }
    }

    #[test]
    fn a_flipped_bit_anywhere_costs_one_frame_at_most() {
        let whole = segment(&[ONE, TWO, ONE]);
        let used = HEADER + 3 * FRAME + 2 * ONE.len() + TWO.len();
        for byte in 0..used {
            for bit in 0..8 {
                let mut bytes = whole.clone();
                bytes[byte] ^= 1 << bit;
                let left = texts(&bytes).len();
                assert!(left == 2 || (byte < HEADER && left == 3), "byte {byte} bit {bit}: {left}");
            }
        }
    }

    #[test]
    fn a_hole_of_zeros_costs_what_it_covers() {
        let mut bytes = segment(&[ONE, TWO, ONE]);
        let second = HEADER + FRAME + ONE.len();
        bytes[second..second + FRAME + TWO.len()].fill(0);
        assert_eq!(texts(&bytes), [ONE, ONE]);
        assert!(scan(&bytes).damaged);
    }

    #[test]
    fn anything_at_all_is_read_without_a_panic() {
        for length in [0, 1, 15, 16, 17, 23, 24, 40] {
            for fill in [0, 1, 0x7b, 0xff] {
                assert!(scan(&vec![fill; length]).bodies.is_empty());
            }
        }
    }
}
