use crate::letters::text_width;
use crate::note_rows::{PlacedNote, place_notes, spread};

const TEXT: i64 = 150;
const RIGHT: i64 = 9600;

/// Panics when a label lies upon another, upon the line of another, or outside the picture.
fn check(placed: &[PlacedNote<'_>]) {
    for one in placed {
        assert!(one.start >= 0 && one.end <= RIGHT, "{one:?} is inside");
        for other in placed.iter().filter(|other| *other != one) {
            let overlaps = one.row == other.row && one.start < other.end && other.start < one.end;
            assert!(!overlaps, "{one:?} lies upon {other:?}");
            // A line goes from the row of its label downwards.
            let strikes = other.row >= one.row && (one.start..one.end).contains(&other.x);
            assert!(!strikes, "the line of {other:?} strikes {one:?}");
        }
    }
}

#[test]
fn labels_never_touch_wherever_they_stand() {
    let labels = ["WFH berakhir", "Sidik jari wajib kembali", "Apel", "Surat edaran bupati nomor 800/1234"];
    for step in [0, 1, 10, 90, 300, 900, 2000] {
        for count in 1..9 {
            for first in [800, 4000, 7900] {
                let x = |index: usize| (first + step * i64::try_from(index).unwrap()).min(8800);
                let notes: Vec<_> = (0..count).map(|index| (x(index), labels[index % 4])).collect();
                let placed = place_notes(&notes, RIGHT, TEXT);
                assert_eq!(placed.len(), count);
                check(&placed);
            }
        }
    }
}

#[test]
fn notes_far_apart_share_the_lowest_row() {
    let placed = place_notes(&[(800, "satu"), (4000, "dua"), (8000, "tiga")], RIGHT, TEXT);
    assert!(placed.iter().all(|note| note.row == 0));
}

#[test]
fn a_label_at_the_right_edge_moves_left_and_its_line_begins_below_it() {
    let placed = place_notes(&[(9000, "Tatanan baru mulai berlaku")], RIGHT, TEXT);
    assert!(placed[0].covers_line());
    assert_eq!(placed[0].shown, "Tatanan baru mulai berlaku");
    assert_eq!(placed[0].start, RIGHT - text_width("Tatanan baru mulai berlaku", TEXT));
}

#[test]
fn labels_that_have_no_room_right_of_their_lines_stand_left() {
    let labels = ["Rekap kehadiran hari pertama", "Tatanan baru mulai berlaku"];
    let placed = place_notes(&[(8900, labels[0]), (9000, labels[1])], RIGHT, TEXT);
    check(&placed);
    for (note, label) in placed.iter().zip(labels) {
        assert_eq!(note.shown, label);
        assert!(note.end < note.x && !note.covers_line(), "{note:?}");
    }
}

#[test]
fn a_label_without_room_on_either_side_is_cut() {
    let label = "Tatanan baru mulai berlaku ".repeat(4);
    let placed = place_notes(&[(3000, "a"), (4500, &label), (6000, "b")], RIGHT, TEXT);
    assert!(placed[1].shown.ends_with('…'));
    check(&placed);
}

#[test]
fn end_names_are_spread_about_their_middle() {
    let cases: [(&[i64], &[i64]); 6] = [
        (&[], &[]),
        (&[500], &[500]),
        (&[100, 500], &[100, 500]),
        (&[500, 500], &[400, 600]),
        (&[500, 500, 500], &[300, 500, 700]),
        (&[100, 700, 720], &[100, 610, 810]),
    ];
    for (wanted, placed) in cases {
        assert_eq!(spread(wanted, 200), placed, "{wanted:?}");
    }
}
