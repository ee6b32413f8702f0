//! What a serial number tells of its machine.

/// Whether a serial number is that of a virtual machine.
///
/// # Source
///
/// Hyper-V: `0000-0000-0000-0000-0000-0000-00`, digits; `VMware`: `VMware-`, then the identifier;
/// Google: `GoogleCloud-`; Parallels: `Parallels-`; Amazon: an identifier that begins with `ec2`.
pub(super) fn is_virtual_serial(serial: &[u8]) -> bool {
    match serial.first() {
        Some(b'0'..=b'9') => {
            serial.len() == 32
                && serial.iter().enumerate().all(|(at, byte)| match at % 5 {
                    4 => *byte == b'-',
                    _ => byte.is_ascii_digit(),
                })
        }
        Some(b'V') => serial.starts_with(b"VMware-"),
        Some(b'G') => serial.starts_with(b"GoogleCloud-"),
        Some(b'P') => serial.starts_with(b"Parallels-"),
        Some(b'e') => serial.starts_with(b"ec2") && serial.len() == 36 && serial[8] == b'-',
        _ => false,
    }
}
