//! Distance between two places on the ground.

/// Mean radius of the earth in metres (IUGG 1980).
const EARTH_RADIUS_METRES: f64 = 6_371_008.8;

/// A place in millionths of a degree, north and east counted up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) latitude_micro: i64,
    pub(crate) longitude_micro: i64,
}

impl Place {
    /// Returns the place; none when it is not on the globe.
    pub(crate) fn new(latitude_micro: i64, longitude_micro: i64) -> Option<Self> {
        let is_on_globe = latitude_micro.abs() <= 90_000_000 && longitude_micro.abs() <= 180_000_000;
        is_on_globe.then_some(Self { latitude_micro, longitude_micro })
    }
}

/// Returns the distance over the ground in whole metres, rounded to the nearest.
///
/// # Shape
/// By the haversine formula on a sphere; off by less than 0.6 % anywhere, by less than a metre
/// within 200. Floating point stays inside: the same places always give the same whole number.
pub(crate) fn distance_metres(one: Place, other: Place) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "millionths of 180 degrees need 28 of 52 bits")]
    let radians = |micro: i64| (micro as f64 / 1_000_000.0).to_radians();
    let half_latitude = (radians(other.latitude_micro) - radians(one.latitude_micro)) / 2.0;
    let half_longitude = (radians(other.longitude_micro) - radians(one.longitude_micro)) / 2.0;
    let haversine = half_latitude.sin().powi(2)
        + radians(one.latitude_micro).cos()
            * radians(other.latitude_micro).cos()
            * half_longitude.sin().powi(2);
    let metres = 2.0 * EARTH_RADIUS_METRES * haversine.sqrt().min(1.0).asin();
    #[expect(clippy::cast_possible_truncation, reason = "half the earth is 20,015,114 metres")]
    let rounded = metres.round() as i64;
    rounded
}

/// Reads decimal degrees (`-2.996472`) as millionths; a seventh digit is cut off.
pub(crate) fn micro_degrees(text: &str) -> Option<i64> {
    let text = text.trim();
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || fraction.len() > 20 || !is_number(whole) || !is_number(fraction)
    {
        return None;
    }
    let kept = &fraction[..fraction.len().min(6)];
    let micro = whole.parse::<i64>().ok()? * 1_000_000 + format!("{kept:0<6}").parse::<i64>().ok()?;
    Some(if is_negative { -micro } else { micro })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_distances_are_met() {
        let place = |latitude, longitude| Place::new(latitude, longitude).unwrap();
        let office = place(-2_994_494, 120_195_465);
        for (other, metres) in [
            (office, 0),
            // One thousandth of a degree of latitude is 111.195 m everywhere.
            (place(-2_993_494, 120_195_465), 111),
            (place(-2_995_494, 120_195_465), 111),
            // The same of longitude is shorter by the cosine of the latitude.
            (place(-2_994_494, 120_196_465), 111),
            (place(-2_992_696, 120_195_465), 200),
            (place(-2_992_687, 120_195_465), 201),
            // Makassar, about 250 km away.
            (place(-5_147_665, 119_432_732), 253_927),
        ] {
            assert_eq!(distance_metres(office, other), metres, "{other:?}");
            assert_eq!(distance_metres(other, office), metres, "back from {other:?}");
        }
        assert_eq!(distance_metres(place(0, 0), place(0, 180_000_000)), 20_015_114);
        assert_eq!(distance_metres(place(90_000_000, 0), place(-90_000_000, 0)), 20_015_114);
        assert_eq!(distance_metres(place(0, -179_999_999), place(0, 180_000_000)), 0);
    }

    #[test]
    fn a_place_lies_on_the_globe() {
        assert!(Place::new(90_000_000, 180_000_000).is_some());
        assert!(Place::new(90_000_001, 0).is_none());
        assert!(Place::new(0, -180_000_001).is_none());
    }

    #[test]
    fn degrees_are_read_without_floating_point() {
        for (text, micro) in [
            ("-2.994494", Some(-2_994_494)),
            ("120.1954651", Some(120_195_465)),
            ("+3", Some(3_000_000)),
            (" 0.000001 ", Some(1)),
            ("-0.5", Some(-500_000)),
            ("", None),
            ("-", None),
            ("1,5", None),
            ("1e2", None),
            ("1234", None),
            ("1.-5", None),
        ] {
            assert_eq!(micro_degrees(text), micro, "{text:?}");
        }
    }
}
