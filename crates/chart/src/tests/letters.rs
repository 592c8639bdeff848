use crate::letters::{fit, text_width};

#[test]
fn width_follows_the_letters() {
    assert!(text_width("iiii", 150) < text_width("aaaa", 150));
    assert!(text_width("aaaa", 150) < text_width("MMMM", 150));
    assert_eq!(text_width("e\u{301}", 150), text_width("e", 150));
    assert_eq!(text_width("", 150), 1);
}

#[test]
fn a_text_with_room_is_left_alone() {
    let room = text_width("Dinas Sosial", 150);
    assert_eq!(fit("Dinas Sosial", room, 150), "Dinas Sosial");
    assert_ne!(fit("Dinas Sosial", room - 1, 150), "Dinas Sosial");
}

#[test]
fn a_cut_text_ends_with_an_ellipsis_and_has_room() {
    for room in 150..1500 {
        let shown = fit("Dinas Kependudukan dan Pencatatan Sipil", room, 150);
        assert!(shown.ends_with('…') && !shown.ends_with(" …"), "{shown}");
        assert!(text_width(&shown, 150) <= room || shown == "…", "{shown}");
    }
}

#[test]
fn a_letter_keeps_its_accent() {
    for room in 0..1200 {
        let shown = fit("ne\u{301}ne\u{301}ne\u{301}ne\u{301}", room, 150);
        assert!(!shown.contains("e…"), "{shown}");
    }
}
