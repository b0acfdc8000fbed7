package dev.weir.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Configurations: sound ones of every kind of rule, and what is left of them. */
final class Texts {

  private static final String RESOURCE = "\"resource\":\"%s\",";

  /** What comes before, and after, each kind's own fields. */
  private static final String[] KINDS = {
    "\"threshold\":5,\"statIntervalInMs\":1000",
    "\"threshold\":5000,\"statIntervalInMs\":1000",
    "\"threshold\":5,\"statIntervalInMs\":1000,\"sliding\":1",
    "\"threshold\":5,\"statIntervalInMs\":1700,\"shadow\":1",
    "\"threshold\":5,\"statIntervalInMs\":1000,\"throttling\":{\"maxQueueingTimeMs\":200}",
    "\"threshold\":9,\"statIntervalInMs\":1000,\"warmUp\":{\"periodSec\":3,\"coldFactor\":3}",
    "\"isolation\":{\"threshold\":3}",
    "\"hotspot\":{\"key\":\"header:x\",\"threshold\":2,\"durationInSec\":1}",
    "\"hotspot\":{\"key\":\"client\",\"threshold\":2,\"durationInSec\":1,"
        + "\"items\":[{\"value\":\"a\",\"threshold\":4}]}",
    "\"hotspot\":{\"key\":\"cookie:c\",\"threshold\":2}",
    "\"breaker\":{\"errorRatio\":0.5,\"minRequestAmount\":2,\"statIntervalMs\":1000,"
        + "\"retryTimeoutMs\":100}",
    "\"breaker\":{\"maxErrors\":2,\"minRequestAmount\":1,\"statIntervalMs\":1000,"
        + "\"retryTimeoutMs\":100}",
    "\"threshold\":0,\"statIntervalInMs\":1000,\"fallback\":{\"status\":503,\"body\":\"\\u20ac\","
        + "\"headers\":[{\"key\":\"a\",\"value\":\"b\"}]}"
  };

  private static final String[] RESOURCES = {
    "GET:/orders", "POST:/", "a.B/C", "tcp:80", "tcp:80/bytes", "http:some", "http:other"
  };

  /** Definitions of resources, which the HTTP filter alone takes. */
  private static final String DEFINITIONS =
      "\"resources\":[[\"client\",\"header:x\",\"cookie:c\",\"query:a\",\"path\",\"host\",\"method\"],"
          + "[\"http:some\",[[0,6,4,0,0,0],[1,3,\"^(a|b)*$\"]],[[2,4],[3,0,\"1\",\"\\u20ac\"]]],"
          + "[\"http:other\",[[4,1,\"/\"]],[[5,2,\"e\"],[6,0,\"GET\"],[0,6,6,1,2,128]],[[1,5]]]],";

  private final Random random;

  Texts(long seed) {
    random = new Random(seed);
  }

  /** So many, of which about a third is sound. */
  List<byte[]> make(int count) {
    List<byte[]> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] sound = sound().getBytes(StandardCharsets.UTF_8);
      texts.add(i % 3 == 0 ? sound : spoiled(sound));
    }
    return texts;
  }

  private String sound() {
    StringBuilder text = new StringBuilder("{\"revision\":").append(random.nextInt(1000));
    text.append(',').append(random.nextInt(4) == 0 ? DEFINITIONS : "").append("\"rules\":[");
    int rules = random.nextInt(12);
    for (int i = 0; i < rules; i++) {
      text.append(i == 0 ? "{" : ",{").append("\"id\":\"r").append(i).append("\",");
      boolean pattern = random.nextInt(8) == 0;
      String resource = pattern ? "^[A-Z]+:/.*" : pick(RESOURCES);
      text.append(RESOURCE.formatted(resource)).append(pick(KINDS));
      text.append(pattern ? ",\"regex\":1}" : "}");
    }
    return text.append("]}").toString();
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  private byte[] spoiled(byte[] sound) {
    int from = random.nextInt(sound.length);
    return switch (random.nextInt(5)) {
      case 0 -> java.util.Arrays.copyOf(sound, from);
      case 1 -> changed(sound, 1 + random.nextInt(3));
      case 2 -> without(sound, from, Math.min(sound.length, from + 1 + random.nextInt(9)));
      case 3 -> twice(sound, from, Math.min(sound.length, from + 1 + random.nextInt(99)));
      default -> garbage();
    };
  }

  private byte[] changed(byte[] sound, int bytes) {
    for (int i = 0; i < bytes; i++) {
      sound[random.nextInt(sound.length)] = (byte) random.nextInt();
    }
    return sound;
  }

  private static byte[] without(byte[] sound, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(sound, 0, from);
    out.write(sound, to, sound.length - to);
    return out.toByteArray();
  }

  private static byte[] twice(byte[] sound, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(sound, 0, to);
    out.write(sound, from, sound.length - from);
    return out.toByteArray();
  }

  private byte[] garbage() {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }
}
