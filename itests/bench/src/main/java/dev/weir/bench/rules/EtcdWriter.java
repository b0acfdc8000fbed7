package dev.weir.bench.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;

/** A key of etcd, put through its gateway: acknowledged when that answers. */
record EtcdWriter(HttpClient client, String endpoint) implements Writer {

  @Override
  public String source() {
    return "etcd";
  }

  @Override
  public void write(RuleText rule) throws IOException, InterruptedException {
    put("/weir/rules/" + rule.name(), rule.yaml());
  }

  void put(String key, String text) throws IOException, InterruptedException {
    String body = "{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64(text) + "\"}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "/v3/kv/put"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("etcd: " + answer.statusCode() + " " + answer.body());
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
