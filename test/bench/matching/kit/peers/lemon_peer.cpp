// LEMON's network simplex on the same b-matching: source, rows, columns, sink, and an arc past the columns for staying alone.
// Reads lines "load PREFIX" and "solve"; answers one JSON line each.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

using lemon::SmartDigraph;

static std::vector<int32_t> readInts(const std::string &path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  std::vector<int32_t> values(file.tellg() / sizeof(int32_t));
  file.seekg(0);
  file.read(reinterpret_cast<char *>(values.data()), values.size() * sizeof(int32_t));
  return values;
}

int main() {
  const long long top = 1000000;
  std::vector<int32_t> start, column, score, capacity;
  std::string word;
  while (std::cin >> word) {
    if (word == "load") {
      std::string prefix;
      std::cin >> prefix;
      start = readInts(prefix + ".start");
      column = readInts(prefix + ".column");
      score = readInts(prefix + ".score");
      capacity = readInts(prefix + ".capacities");
      std::cout << "{\"milliseconds\":0,\"processor\":0,\"cost\":\"\"}" << std::endl;
      continue;
    }
    const auto spent = std::clock();
    const auto began = std::chrono::steady_clock::now();
    const int rows = static_cast<int>(start.size()) - 1;
    const int columns = static_cast<int>(capacity.size());
    SmartDigraph graph;
    graph.reserveNode(rows + columns + 1);
    graph.reserveArc(static_cast<int>(column.size()) + rows + columns);
    for (int k = 0; k < rows + columns + 1; k++) graph.addNode();
    const auto sink = graph.nodeFromId(rows + columns);
    SmartDigraph::ArcMap<long long> cost(graph), upper(graph);
    SmartDigraph::NodeMap<long long> supply(graph, 0);
    auto add = [&](int from, int to, long long room, long long price) {
      const auto arc = graph.addArc(graph.nodeFromId(from), graph.nodeFromId(to));
      upper[arc] = room;
      cost[arc] = price;
    };
    for (int i = 0; i < rows; i++) {
      supply[graph.nodeFromId(i)] = 1;
      for (int k = start[i]; k < start[i + 1]; k++) add(i, rows + column[k], 1, top - score[k]);
      add(i, rows + columns, 1, top);
    }
    for (int j = 0; j < columns; j++) add(rows + j, rows + columns, capacity[j], 0);
    supply[sink] = -rows;
    lemon::NetworkSimplex<SmartDigraph, long long, long long> simplex(graph);
    simplex.upperMap(upper).costMap(cost).supplyMap(supply);
    simplex.run();
    const double milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    const double processor = 1000.0 * (std::clock() - spent) / CLOCKS_PER_SEC;
    std::cout << "{\"milliseconds\":" << milliseconds << ",\"processor\":" << processor << ",\"cost\":\"" << simplex.totalCost<long long>() << "\"}" << std::endl;
  }
}
