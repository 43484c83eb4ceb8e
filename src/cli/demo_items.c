/* demo_items: a catalogue made of tables: goods × maker × kind × size, in both languages, with valid check digits. All makers are invented.
 * Must not: touch the database. */
#include "src/cli/demo.h"
#include "src/code/code.h"

#include <stdio.h>
#include <string.h>

const char *const demo_suppliers[DEMO_SUPPLIERS][2] = {
    {"S01", "江口粮油 Jiangkou Grain and Oil"}, {"S02", "北岭食品 Beiling Foods"},    {"S03", "白露乳业 White Dew Dairy"},
    {"S04", "溪田果蔬 Xitian Fresh Produce"},   {"S05", "清瓦日化 Qingwa Household"}, {"S06", "百泉饮品 Baiquan Drinks"},
};

/* Thirty makers: coprime with the sizes of the tables below, so that combinations do not repeat early (see demo_item). */
static const char *const makers[][2] = {
    {"江禾", "Jianghe"},
    {"云岭坊", "Yunling Mill"},
    {"晨坡", "Chenpo"},
    {"南屿湾", "Nanyu Bay"},
    {"麦田里", "Maitian"},
    {"青渡口", "Qingdu Ferry"},
    {"石榴巷", "Pomegranate Lane"},
    {"月桥下", "Yueqiao"},
    {"半亩塘", "Banmu Pond"},
    {"竹里馆", "Zhuli"},
    {"霜桥", "Shuangqiao"},
    {"老渔舟", "Old Skiff"},
    {"东篱院", "Dongli Court"},
    {"三棵榆", "Three Elms"},
    {"稻浪", "Daolang"},
    {"春溪", "Chunxi"},
    {"小灯笼", "Little Lantern"},
    {"梧桐里", "Wutong"},
    {"红瓦", "Red Tile"},
    {"白露溪", "White Dew"},
    {"松间", "Songjian"},
    {"雁回", "Yanhui"},
    {"山外", "Shanwai"},
    {"杏花渡", "Apricot Ferry"},
    {"蓝窗", "Blue Window"},
    {"井水边", "Wellside"},
    {"橘洲", "Juzhou"},
    {"棉谷", "Miangu"},
    {"七里坡", "Qili Slope"},
    {"重阳岭", "Chongyang Ridge"},
};
struct kind {
  const char *zh, *en;
};
struct size {
  const char *text;
  int percent; /* of the goods' cost */
};
enum { KINDS_MOST = 6, SIZES_MOST = 3 };
/* Kinds and sizes by a letter of their goods. */
static const struct {
  struct kind kind[KINDS_MOST];
  size_t kinds;
  struct size size[SIZES_MOST];
  size_t sizes;
} families[] = {
#define FAMILY(id) [id - 'a']
    FAMILY('a') = {{{"原味", "Plain"}, {"草莓", "Strawberry"}, {"蓝莓", "Blueberry"}, {"红枣", "Jujube"}},
                   4,
                   {{"200g", 100}, {"450g", 205}, {"1kg", 420}},
                   3},
    FAMILY(
        'b') = {{{"原味", "Original"}, {"柠檬", "Lemon"}, {"桃", "Peach"}, {"葡萄", "Grape"}, {"茉莉", "Jasmine"}, {"无糖", "Sugar Free"}},
                6,
                {{"330ml", 100}, {"500ml", 135}, {"1.5L", 260}},
                3},
    FAMILY('c') = {{{"原味", "Salted"}, {"香辣", "Spicy"}, {"五香", "Five Spice"}, {"烧烤", "Barbecue"}},
                   4,
                   {{"70g", 100}, {"150g", 190}, {"300g", 350}},
                   3},
    FAMILY('d') = {{{"精选", "Select"}, {"有机", "Organic"}, {"家庭装", "Family Pack"}}, 3, {{"500g", 100}, {"1kg", 185}, {"5kg", 850}}, 3},
    FAMILY('e') = {{{"清香", "Fresh"}, {"柔顺", "Smooth"}, {"薄荷", "Mint"}, {"婴儿", "Baby"}},
                   4,
                   {{"200ml", 100}, {"400ml", 180}, {"750ml", 310}},
                   3},
    FAMILY('f') = {{{"本地", "Local"}, {"精品", "Premium"}}, 2, {{"散装", 100}}, 1},
    FAMILY('g') = {{{"标准", "Standard"}, {"加厚", "Thick"}, {"旅行装", "Travel"}}, 3, {{"1件", 100}, {"3件", 280}}, 2},
#undef FAMILY
};
/* Cost in hundredths of one piece of the smallest size (weighed: of a kilogram). */
static const struct goods {
  const char *zh, *en, *category, *unit;
  char family;
  int supplier, cost, pack, shelf_life;
  bool lot;
} goods[] = {
    {"酸奶", "Yoghurt", "食品/乳品/酸奶", "杯", 'a', 2, 320, 12, 21, true},
    {"鲜牛奶", "Fresh Milk", "食品/乳品/牛奶", "瓶", 'a', 2, 380, 12, 10, true},
    {"汽水", "Soda", "食品/饮料/汽水", "瓶", 'b', 5, 165, 24, 360, false},
    {"绿茶", "Green Tea", "食品/饮料/茶饮", "瓶", 'b', 5, 210, 15, 270, false},
    {"苏打水", "Soda Water", "食品/饮料/水", "瓶", 'b', 5, 140, 24, 0, false},
    {"薯片", "Potato Crisps", "食品/零食/膨化", "袋", 'c', 1, 310, 20, 0, false},
    {"花生", "Peanuts", "食品/零食/坚果", "袋", 'c', 1, 290, 20, 0, false},
    {"瓜子", "Sunflower Seeds", "食品/零食/坚果", "袋", 'c', 1, 240, 20, 0, false},
    {"豆干", "Dried Tofu", "食品/零食/豆制品", "袋", 'c', 1, 260, 30, 0, false},
    {"牛肉干", "Beef Jerky", "食品/零食/肉干", "袋", 'c', 1, 1150, 20, 0, false},
    {"大米", "Rice", "食品/粮油/米", "袋", 'd', 0, 340, 10, 0, false},
    {"面粉", "Wheat Flour", "食品/粮油/面", "袋", 'd', 0, 260, 10, 0, false},
    {"黄豆", "Soybeans", "食品/粮油/杂粮", "袋", 'd', 0, 420, 10, 0, false},
    {"挂面", "Noodles", "食品/粮油/面", "包", 'd', 0, 290, 20, 0, false},
    {"白砂糖", "White Sugar", "食品/调味/糖", "袋", 'd', 0, 380, 20, 0, false},
    {"饼干", "Biscuits", "食品/零食/饼干", "盒", 'a', 1, 450, 24, 0, false},
    {"果酱", "Jam", "食品/调味/酱", "瓶", 'a', 1, 690, 12, 0, false},
    {"洗发水", "Shampoo", "日用/洗护/头发", "瓶", 'e', 4, 980, 12, 0, false},
    {"沐浴露", "Shower Gel", "日用/洗护/身体", "瓶", 'e', 4, 890, 12, 0, false},
    {"洗洁精", "Dish Soap", "日用/清洁/厨房", "瓶", 'e', 4, 420, 12, 0, false},
    {"洗手液", "Hand Soap", "日用/洗护/手", "瓶", 'e', 4, 510, 12, 0, false},
    {"毛巾", "Towel", "日用/家纺/毛巾", "条", 'g', 4, 750, 10, 0, false},
    {"牙刷", "Toothbrush", "日用/洗护/口腔", "支", 'g', 4, 310, 24, 0, false},
    {"垃圾袋", "Bin Bags", "日用/清洁/袋", "卷", 'g', 4, 380, 30, 0, false},
    {"苹果", "Apples", "生鲜/水果", "kg", 'f', 3, 620, 0, 0, false},
    {"番茄", "Tomatoes", "生鲜/蔬菜", "kg", 'f', 3, 410, 0, 0, false},
    {"土豆", "Potatoes", "生鲜/蔬菜", "kg", 'f', 3, 230, 0, 0, false},
    {"猪肉", "Pork", "生鲜/肉", "kg", 'f', 3, 2150, 0, 0, false},
};

/* The rest of the goods' items after a first one each: k counts them within the goods. Maker, kind and size are taken so that each is
 * met early and that, thirty makers being
 * prime to the tables' steps, a combination comes back only when all are used up; `round` then tells them apart. */
struct choice {
  size_t maker, kind, size;
  int64_t round;
};

static struct choice choose(const struct goods *g, int64_t k) {
  const size_t makers_count = COUNT(makers), kinds = families[g->family - 'a'].kinds, sizes = families[g->family - 'a'].sizes;
  int64_t t = k / (int64_t)makers_count, u = t / (int64_t)kinds;
  return (struct choice){.maker = (size_t)(k + (g - goods) * 7) % makers_count,
                         .kind = (size_t)(t + k) % kinds,
                         .size = (size_t)(u + k) % sizes,
                         .round = u / (int64_t)sizes};
}

static void names(const struct goods *g, const struct choice *c, struct demo_item *it) {
  const struct kind *kind = &families[g->family - 'a'].kind[c->kind];
  const struct size *size = &families[g->family - 'a'].size[c->size];
  char round[24] = "";
  if (c->round) snprintf(round, sizeof round, " %lld", (long long)c->round + 1);
  snprintf(it->name, sizeof it->name, "%s%s%s %s%s", makers[c->maker][0], kind->zh, g->zh, size->text, round);
  snprintf(it->name_en, sizeof it->name_en, "%s %s %s %s%s", makers[c->maker][1], kind->en, g->en, it->weighed ? "loose" : size->text,
           round);
  str_copy(it->brand, sizeof it->brand, makers[c->maker][0]);
  str_copy(it->spec, sizeof it->spec, size->text);
}

/* Most are of prefixes 690 … 699; every 23rd is a UPC-A. */
static void ean(int64_t n, size_t maker, struct demo_item *it) {
  size_t digits = 12;
  if (n % 23 == 7) {
    snprintf(it->ean, sizeof it->ean, "7%05u%05u", (unsigned)(12000 + n / 100000 * 100 + (int64_t)maker), (unsigned)(n % 100000));
    digits = 11;
  } else {
    snprintf(it->ean, sizeof it->ean, "69%u%04u%05u", (unsigned)maker % 10, (unsigned)(1100 + n / 100000 * 100 + (int64_t)maker),
             (unsigned)(n % 100000));
  }
  it->ean[digits] = gtin_check_digit(it->ean, digits);
  it->ean[digits + 1] = 0;
}

void demo_item(int64_t n, struct demo_item *it) {
  const struct goods *g = &goods[(size_t)n % COUNT(goods)];
  struct choice c = choose(g, n / (int64_t)COUNT(goods));
  *it = (struct demo_item){.pack = g->pack, .shelf_life = g->shelf_life, .lot = g->lot, .weighed = g->family == 'f'};
  names(g, &c, it);
  str_copy(it->category, sizeof it->category, g->category);
  str_copy(it->unit, sizeof it->unit, g->unit);
  str_copy(it->supplier, sizeof it->supplier, demo_suppliers[g->supplier][0]);
  snprintf(it->code, sizeof it->code, it->weighed && n < 90000 ? "%05lld" : "%06lld",
           (long long)(it->weighed && n < 90000 ? n + 1 : 100001 + n));
  if (!it->weighed) ean(n, c.maker, it);
  int64_t cost = g->cost * families[g->family - 'a'].size[c.size].percent / 100;
  it->cost = cost + cost * (int64_t)(c.maker % 7) / 40;
  it->price = (it->cost * 136 / 100 + 9) / 10 * 10;
}

void demo_case_code(const struct demo_item *it, char itf14[15]) {
  size_t n = strlen(it->ean);
  snprintf(itf14, 15, "1%s%.*s", n == 12 ? "0" : "", (int)n - 1, it->ean);
  itf14[13] = gtin_check_digit(itf14, 13);
  itf14[14] = 0;
}
