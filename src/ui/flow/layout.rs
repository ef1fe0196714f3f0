//! Where the workflow's nodes stand and which way its edges go: one picture for a wide panel, one for a narrow one.
//!
//! Edges run in the free room between nodes and in the gutters between lanes. None crosses a node or another edge.

/// A point of the picture.
pub(super) type Point = (i32, i32);

/// Where a node stands: its centre.
#[derive(PartialEq)]
pub(super) struct Spot {
    pub(super) id: &'static str,
    pub(super) x: i32,
    pub(super) y: i32,
}

/// Which way an edge goes, from border to border, and where its label stands.
pub(super) struct Road {
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) points: &'static [Point],
    pub(super) label: Point,
}

/// A lane.
pub(super) struct Lane {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
    /// Whether its title is written upwards along its left side.
    pub(super) upright: bool,
}

impl Lane {
    /// Puts the title where it belongs.
    pub(super) fn title_transform(&self) -> String {
        match self.upright {
            true => format!(
                "translate({} {}) rotate(-90)",
                self.x + 17,
                self.y + self.height / 2
            ),
            false => format!("translate({} {})", self.x + self.width - 24, self.y + 19),
        }
    }
}

/// A picture of the workflow.
pub(super) struct Layout {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) node_width: i32,
    pub(super) node_height: i32,
    pub(super) lanes: [Lane; 3],
    pub(super) spots: [Spot; 18],
    pub(super) roads: [Road; 19],
}

impl Layout {
    /// Where a node stands.
    pub(super) fn spot(&self, id: &str) -> Option<&Spot> {
        self.spots.iter().find(|spot| spot.id == id)
    }

    /// Which way an edge goes.
    pub(super) fn road(&self, from: &str, to: &str) -> Option<&Road> {
        self.roads
            .iter()
            .find(|road| road.from == from && road.to == to)
    }
}

/// Half the width and half the height of a diamond.
pub(super) const DIAMOND: Point = (58, 42);

/// The radius of a circle.
pub(super) const CIRCLE: i32 = 20;

const fn spot(id: &'static str, x: i32, y: i32) -> Spot {
    Spot { id, x, y }
}

const fn road(
    from: &'static str,
    to: &'static str,
    points: &'static [Point],
    label: Point,
) -> Road {
    Road {
        from,
        to,
        points,
        label,
    }
}

const fn wide_lane(y: i32, height: i32) -> Lane {
    Lane {
        x: 4,
        y,
        width: 818,
        height,
        upright: true,
    }
}

const fn tall_lane(y: i32, height: i32) -> Lane {
    Lane {
        x: 4,
        y,
        width: 352,
        height,
        upright: false,
    }
}

/// No label: the place does not matter.
const NONE: Point = (0, 0);

/// Three lanes from left to right. A refusal turns upwards, back to the one who asked.
pub(super) static WIDE: Layout = Layout {
    width: 826,
    height: 492,
    node_width: 104,
    node_height: 54,
    lanes: [wide_lane(4, 100), wide_lane(122, 182), wide_lane(322, 166)],
    spots: [
        spot("n1", 62, 54),
        spot("n2", 164, 54),
        spot("n3", 304, 54),
        spot("n4", 674, 54),
        spot("n5", 784, 54),
        spot("n6", 88, 250),
        spot("n7", 208, 250),
        spot("n8", 334, 250),
        spot("n9", 474, 250),
        spot("n10", 474, 162),
        spot("n11", 594, 250),
        spot("n12", 714, 250),
        spot("n13", 88, 378),
        spot("n14", 208, 378),
        spot("n15", 334, 378),
        spot("n16", 534, 378),
        spot("n17", 534, 452),
        spot("n18", 756, 378),
    ],
    roads: [
        road("n1", "n2", &[(82, 54), (112, 54)], NONE),
        road("n2", "n3", &[(216, 54), (252, 54)], NONE),
        road(
            "n3",
            "n6",
            &[(304, 81), (304, 113), (88, 113), (88, 223)],
            (196, 113),
        ),
        road("n4", "n5", &[(726, 54), (764, 54)], NONE),
        road("n6", "n7", &[(140, 250), (156, 250)], NONE),
        road("n7", "n8", &[(260, 250), (276, 250)], NONE),
        road("n8", "n9", &[(392, 250), (422, 250)], (404, 239)),
        road(
            "n8",
            "n10",
            &[(334, 208), (334, 162), (422, 162)],
            (378, 162),
        ),
        road("n9", "n11", &[(526, 250), (542, 250)], NONE),
        road(
            "n10",
            "n4",
            &[(526, 162), (656, 162), (656, 81)],
            (591, 162),
        ),
        road("n11", "n12", &[(646, 250), (662, 250)], NONE),
        road(
            "n12",
            "n13",
            &[(714, 277), (714, 313), (88, 313), (88, 351)],
            (401, 313),
        ),
        road("n13", "n14", &[(140, 378), (156, 378)], NONE),
        road("n14", "n15", &[(260, 378), (276, 378)], NONE),
        road("n15", "n16", &[(392, 378), (482, 378)], (434, 378)),
        road(
            "n15",
            "n17",
            &[(334, 420), (334, 452), (482, 452)],
            (410, 452),
        ),
        road("n16", "n18", &[(586, 378), (704, 378)], NONE),
        road("n17", "n18", &[(586, 452), (756, 452), (756, 405)], NONE),
        road(
            "n18",
            "n4",
            &[(790, 351), (790, 113), (692, 113), (692, 81)],
            (742, 113),
        ),
    ],
};

/// The lanes one above the other, to be scrolled with a thumb; answers go up on the right.
pub(super) static TALL: Layout = Layout {
    width: 360,
    height: 1246,
    node_width: 136,
    node_height: 50,
    lanes: [tall_lane(4, 236), tall_lane(258, 502), tall_lane(778, 462)],
    spots: [
        spot("n1", 92, 50),
        spot("n2", 92, 124),
        spot("n3", 92, 200),
        spot("n4", 258, 200),
        spot("n5", 258, 124),
        spot("n6", 92, 318),
        spot("n7", 92, 390),
        spot("n8", 92, 482),
        spot("n9", 92, 578),
        spot("n10", 258, 482),
        spot("n11", 92, 650),
        spot("n12", 92, 722),
        spot("n13", 92, 840),
        spot("n14", 92, 912),
        spot("n15", 92, 1004),
        spot("n16", 92, 1102),
        spot("n17", 258, 1102),
        spot("n18", 92, 1178),
    ],
    roads: [
        road("n1", "n2", &[(92, 70), (92, 99)], NONE),
        road("n2", "n3", &[(92, 149), (92, 175)], NONE),
        road("n3", "n6", &[(92, 225), (92, 293)], (92, 249)),
        road("n4", "n5", &[(258, 175), (258, 144)], NONE),
        road("n6", "n7", &[(92, 343), (92, 365)], NONE),
        road("n7", "n8", &[(92, 415), (92, 440)], NONE),
        road("n8", "n9", &[(92, 524), (92, 553)], (112, 537)),
        road("n8", "n10", &[(150, 482), (190, 482)], (167, 471)),
        road("n9", "n11", &[(92, 603), (92, 625)], NONE),
        road("n10", "n4", &[(258, 457), (258, 225)], (258, 354)),
        road("n11", "n12", &[(92, 675), (92, 697)], NONE),
        road("n12", "n13", &[(92, 747), (92, 815)], (92, 769)),
        road("n13", "n14", &[(92, 865), (92, 887)], NONE),
        road("n14", "n15", &[(92, 937), (92, 962)], NONE),
        road("n15", "n16", &[(92, 1046), (92, 1077)], (128, 1059)),
        road(
            "n15",
            "n17",
            &[(150, 1004), (258, 1004), (258, 1077)],
            (206, 1004),
        ),
        road("n16", "n18", &[(92, 1127), (92, 1153)], NONE),
        road("n17", "n18", &[(258, 1127), (258, 1178), (160, 1178)], NONE),
        road(
            "n18",
            "n4",
            &[(92, 1203), (92, 1223), (342, 1223), (342, 200), (326, 200)],
            (217, 1223),
        ),
    ],
};
