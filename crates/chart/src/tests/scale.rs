use crate::scale::{Reach, Scale};

const BAR: Scale = Scale { from: 0, to: 1000, start: 200, end: 5200 };
const UPRIGHT: Scale = Scale { from: 900, to: 1000, start: 3000, end: 1000 };

#[test]
fn values_lie_where_their_share_is() {
    let cases = [
        (BAR, 0, 200),
        (BAR, 1, 205),
        (BAR, 500, 2700),
        (BAR, 999, 5195),
        (BAR, 1000, 5200),
        (UPRIGHT, 900, 3000),
        (UPRIGHT, 901, 2980),
        (UPRIGHT, 950, 2000),
        (UPRIGHT, 1000, 1000),
    ];
    for (scale, value, position) in cases {
        assert_eq!(scale.at(value), position, "{value}");
        assert_eq!(scale.reach(value), Reach::Within, "{value}");
    }
}

#[test]
fn values_beyond_lie_at_the_edge() {
    assert_eq!((UPRIGHT.at(899), UPRIGHT.reach(899)), (3000, Reach::Below));
    assert_eq!((UPRIGHT.at(1001), UPRIGHT.reach(1001)), (1000, Reach::Above));
    assert_eq!((BAR.at(-1), BAR.at(i64::MAX)), (200, 5200));
}

#[test]
fn shares_are_rounded_to_the_nearest_place_and_nothing_lies_at_the_start() {
    let cases = [((1, 3), 1867), ((2, 3), 3533), ((5, 4), 5200), ((0, 7), 200), ((3, 0), 200), ((0, 0), 200)];
    for ((numerator, denominator), position) in cases {
        assert_eq!(BAR.at_share(numerator, denominator), position, "{numerator}/{denominator}");
    }
    assert_eq!(BAR.at_share(i64::MAX / 2, i64::MAX), 2700);
}
